import { useId, useState } from 'react';
import { ChevronRight } from 'lucide-react';
import type { EngineLogLine } from '../../shared/model/engine';
import { bridge, unwrap } from '../platform/bridge';
import { Button } from '../ui/button';
import styles from './engine-log.module.css';

export type EngineLogProps = {
  /** Wall-clock milliseconds of the first line of interest; null: all that are kept. */
  since: number | null;
  onShowEngine: () => void;
};

type Log = { state: 'closed' | 'loading' | 'failed' } | { state: 'read'; lines: readonly EngineLogLine[] };

/** What the engine wrote while a session ran, read when the user opens it. */
export function EngineLog({ since, onShowEngine }: EngineLogProps) {
  const [log, setLog] = useState<Log>({ state: 'closed' });
  const id = useId();
  const isOpen = log.state !== 'closed';

  const toggle = () => {
    if (isOpen) {
      setLog({ state: 'closed' });
      return;
    }
    setLog({ state: 'loading' });
    unwrap(bridge().calls.engine.log({ since })).then(
      (lines) => setLog({ state: 'read', lines }),
      () => setLog({ state: 'failed' }),
    );
  };

  return (
    <div className={styles.log}>
      <button
        type="button"
        className={styles.toggle}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={toggle}
      >
        <ChevronRight size={14} className={styles.arrow} aria-hidden="true" />
        {isOpen ? 'Hide engine log' : 'Show engine log'}
      </button>
      <div id={id} hidden={!isOpen} className={styles.body}>
        {log.state === 'read' && log.lines.length > 0 ? (
          <pre className={styles.lines} tabIndex={0} aria-label="Engine log">
            {log.lines.map(({ text }) => text).join('\n')}
          </pre>
        ) : (
          <p className={styles.note}>{noteOf(log)}</p>
        )}
        <Button size="small" onClick={onShowEngine}>
          Open the Engine page
        </Button>
      </div>
    </div>
  );
}

function noteOf(log: Log): string {
  if (log.state === 'failed') return 'The log could not be read.';
  return log.state === 'read' ? 'The engine wrote nothing in this time.' : 'Reading the log…';
}
