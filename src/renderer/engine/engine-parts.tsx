import { useEffect, useState } from 'react';
import type { EnginePart } from '../../shared/model/engine-manifest';
import { bridge, unwrap } from '../platform/bridge';
import { Card } from '../ui/card';
import { showError } from '../ui/toasts-store';
import styles from './engine-parts.module.css';

export type EnginePartsProps = {
  /** Where the included engine is. */
  location: string | null;
};

/** The packages that the included engine is made of, with their versions and licences. */
export function EngineParts({ location }: EnginePartsProps) {
  const parts = useParts(location);
  if (parts.length === 0) return null;
  return (
    <Card
      title="Parts of the engine"
      text={
        <>
          {parts.length} packages of Debian.
          {location === null ? null : (
            <>
              {' '}
              Their licences are in <code className="selectable">{location}/share/licences</code>.
            </>
          )}
        </>
      }
      isFlush
    >
      <div role="region" aria-label="Packages" tabIndex={0} className={styles.scroller}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Package</th>
              <th scope="col">Version</th>
              <th scope="col">Licences</th>
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => (
              <tr key={part.package}>
                <th scope="row" className="selectable">
                  {part.package}
                </th>
                <td className="selectable">{part.version}</td>
                <td className="selectable">
                  {part.licences.length === 0 ? 'In its text' : part.licences.join(', ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function useParts(location: string | null): readonly EnginePart[] {
  const [parts, setParts] = useState<readonly EnginePart[]>([]);
  useEffect(() => {
    let isOver = false;
    unwrap(bridge().calls.engine.parts()).then((next) => {
      if (!isOver) setParts(next);
    }, showError);
    return () => {
      isOver = true;
    };
  }, [location]);
  return parts;
}
