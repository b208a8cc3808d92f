import { COMMAND_REFERENCE, type ReferenceEntry } from '../../shared/model/command-reference';
import { Card } from '../ui/card';
import styles from './commands-card.module.css';

/** The command line and the links, from the same words as `pestle --help`. */
export function CommandsCard() {
  const { commands, options, links, notes } = COMMAND_REFERENCE;
  return (
    <Card title="Command line and links" text="A link or an .rdp file can also be dropped on this window.">
      <Entries entries={commands} />
      <Entries entries={options} />
      <p className={styles.links}>
        {links.map((link) => (
          <code key={link} className="selectable">
            {link}
          </code>
        ))}
      </p>
      {notes.map((note) => (
        <p key={note} className={styles.text}>
          {note}
        </p>
      ))}
    </Card>
  );
}

function Entries({ entries }: { entries: readonly ReferenceEntry[] }) {
  return (
    <dl className={styles.entries}>
      {entries.map(({ term, text }) => (
        <div key={term}>
          <dt className="selectable">{term}</dt>
          <dd className={styles.text}>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
