import { Info, TriangleAlert } from 'lucide-react';
import type { IntentQuestion } from '../../shared/model/intent';
import { PROTOCOL_LABELS } from '../../shared/model/protocol';
import { ProtocolGlyph } from '../ui/protocol-glyph';
import { classNames } from '../ui/class-names';
import styles from './intent-dialog.module.css';

/** Where a request leads, and what is unusual about it. */
export function IntentFacts({ question }: { question: IntentQuestion }) {
  const { protocol, host, port, username, domain, remarks } = question;
  const facts = [
    ['Protocol', PROTOCOL_LABELS[protocol]],
    ['Host', host],
    ['Port', String(port)],
    ['User', username],
    ['Domain', domain],
  ] as const;
  return (
    <>
      <div className={styles.place}>
        <ProtocolGlyph protocol={protocol} look="tile" />
        <dl className={styles.facts}>
          {facts.map(([label, value]) =>
            value === null ? null : (
              <div key={label}>
                <dt>{label}</dt>
                <dd className={classNames('selectable', label === 'Host' && styles.host)}>{value}</dd>
              </div>
            ),
          )}
        </dl>
      </div>
      {remarks.length === 0 ? null : (
        <ul className={styles.remarks}>
          {remarks.map(({ tone, text }) => {
            const Icon = tone === 'warning' ? TriangleAlert : Info;
            return (
              <li key={text} className={classNames(tone === 'warning' && styles.warning)}>
                <Icon size={15} aria-label={tone === 'warning' ? 'Warning:' : 'Note:'} />
                <span>{text}</span>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
