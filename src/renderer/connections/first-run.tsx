import { Plus } from 'lucide-react';
import { PROTOCOL_LABELS, PROTOCOLS, type Protocol } from '../../shared/model/protocol';
import { BrandMark } from '../ui/brand-mark';
import { Button } from '../ui/button';
import { ProtocolGlyph } from '../ui/protocol-glyph';
import { newDraft } from './editor-model';
import { requestEditor } from './editor-store';
import styles from './first-run.module.css';

const PURPOSES: Readonly<Record<Protocol, string>> = {
  ssh: 'A shell on Linux, Unix or a network device',
  rdp: 'The desktop of a Windows computer',
  vnc: 'A screen that is shared as it is',
  telnet: 'Old consoles and devices',
  kubernetes: 'A shell inside a container',
};

/** What the home page shows before anything is saved. */
export function FirstRun() {
  return (
    <section className={styles.welcome} aria-labelledby="first-run-title">
      <BrandMark size={48} />
      <h2 id="first-run-title" className={styles.title}>
        Reach another computer
      </h2>
      <p className={styles.text}>
        Save a connection once, then open it in a tab with a double click. Pick the kind you need to begin.
      </p>
      <Button
        tone="primary"
        icon={<Plus />}
        className={styles.action}
        onClick={() => requestEditor(newDraft('ssh'))}
      >
        New connection
      </Button>
      <ul className={styles.kinds} aria-label="Kinds of connection">
        {PROTOCOLS.map((protocol) => (
          <li key={protocol}>
            <button type="button" className={styles.kind} onClick={() => requestEditor(newDraft(protocol))}>
              <ProtocolGlyph protocol={protocol} look="tile" />
              <span>
                <span className={styles.name}>{PROTOCOL_LABELS[protocol]}</span>
                <span className={styles.purpose}>{PURPOSES[protocol]}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
