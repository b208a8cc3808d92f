import type { ReactNode } from 'react';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Page } from '../ui/page';
import { CommandsCard } from './commands-card';
import styles from './help-page.module.css';

export type HelpPageProps = {
  /** Every action that has a key, with its keys as this system writes them, under where they work. */
  shortcuts: readonly {
    title: string;
    entries: readonly { label: string; chords: readonly string[] }[];
  }[];
  onShowAbout: () => void;
  onClose: () => void;
};

/** First steps, keys, what happens with passwords, what to do when something fails, and the way to About. */
export function HelpPage({ shortcuts, onShowAbout, onClose }: HelpPageProps) {
  return (
    <Page title="Help" actions={<Button onClick={onShowAbout}>About Pestle</Button>} onClose={onClose}>
      <Card title="First steps">
        <ol className={styles.steps}>
          <li>
            <b>Save a connection.</b> Choose New connection, pick a protocol, and fill in the host. Every
            other field may stay blank.
          </li>
          <li>
            <b>Open it.</b> Double click it in the list, or select it and press Enter. It opens in a tab of
            its own, as often as you like.
          </li>
          <li>
            <b>Work in it.</b> While the session has the focus, the keys go to the remote computer. Only the
            shortcuts below stay with Pestle.
          </li>
        </ol>
      </Card>
      <Card title="Keyboard">
        {shortcuts.map(({ title, entries }) => (
          <KeyTable key={title} title={title} entries={entries} />
        ))}
        <KeyTable
          title="In the list of connections"
          entries={[
            { label: 'Open', chords: ['Enter'] },
            { label: 'Edit', chords: ['F2', 'E'] },
            { label: 'Delete', chords: ['Del'] },
          ]}
        />
      </Card>
      <Card title="Passwords and keys">
        <Answer question="Where are they kept?">
          Encrypted, with a key that the keyring of this computer guards. If there is no keyring, they stay in
          memory and are gone when Pestle is closed. They are never written to disk as plain text.
        </Answer>
        <Answer question="Who gets to see them?">
          Only the engine, when a session starts. A saved password is never shown again, not even here; it can
          be replaced or forgotten.
        </Answer>
      </Card>
      <Card title="When something does not work">
        <Answer question="A connection fails at once.">
          Check the host and the port. The engine opens the connection, so the host must be reachable from
          where the engine runs. The session shows the lines of its log.
        </Answer>
        <Answer question="A session was lost.">
          Its last picture stays, and Pestle opens it again by itself: five times at most, after 1, 2, 4, 8
          and 16 seconds. You can cancel that, or reconnect at once. Without a network it waits until there is
          one. A refused login is not repeated.
        </Answer>
        <Answer question="This computer slept or changed its network.">
          Sessions stay open, and each is checked. Only those whose engine does not answer within 12 seconds
          are opened again. If the picture stands still all the same, choose Reconnect in the session menu:
          the engine may not know yet that the remote computer is out of reach.
        </Answer>
        <Answer question="There is no engine.">
          The Engine page says what is missing and how to get it. “Set up an engine…” there leads to the
          official one in a container of Podman or Docker: each step is explained, its command is shown, and
          nothing is downloaded before you agree.
        </Answer>
        <Answer question="A connection to “localhost” fails with an engine in a container.">
          There “localhost” is the container. Use host.containers.internal with Podman, or
          host.docker.internal with Docker Desktop.
        </Answer>
        <Answer question="The login fails although the password is right.">
          For RDP, try another value of Security. For SSH with an engine older than 1.5, use a private key in
          the older PEM form.
        </Answer>
        <Answer question="A session is slow.">
          Session details, in the session menu, show how much arrives, how long a frame takes to the screen
          and a key to the next frame.
        </Answer>
        <Answer question="A session ended while nobody looked.">
          The session log tells what happened and when: in the details of a session, or in the menu of the
          connection. It never holds what was typed, copied or shown, and is deleted with the connection.
        </Answer>
        <Answer question="Text and buttons are too small or too large.">
          Zoom in or out: in the View menu, in the settings, or with the shortcuts above. Pictures of sessions
          keep their sharpness; the size of letters in a terminal is a field of its connection.
        </Answer>
        <Answer question="A link or an .rdp file opens in another program.">
          Turn “Open ssh://, rdp://, vnc:// and telnet:// links with Pestle” on in the settings. For .rdp
          files, choose Pestle in your file manager. Pestle from a .tar.gz has to be known to the desktop
          first: run install-desktop-entry.sh in its folder.
        </Answer>
        <Answer question="A session takes no input.">
          Its connection may be for viewing only: the session menu then marks “View only”. Change that in the
          connection; it holds from the next connection on.
        </Answer>
        <Answer question="I want to report a fault.">
          About Pestle, above, copies the versions that matter. No host name and no password is in that text.
        </Answer>
        <Answer question="A key does not reach the remote computer.">
          This computer may keep it for itself. Ctrl+Alt+Del can be sent from the session menu.
        </Answer>
      </Card>
      <CommandsCard />
    </Page>
  );
}

function KeyTable({ title, entries }: HelpPageProps['shortcuts'][number]) {
  return (
    <table className={styles.keys}>
      <caption className={styles.question}>{title}</caption>
      <tbody>
        {entries.map(({ label, chords }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>
              {chords.map((chord) => (
                <kbd key={chord} className={styles.key}>
                  {chord}
                </kbd>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Answer({ question, children }: { question: string; children: ReactNode }) {
  return (
    <div>
      <h3 className={styles.question}>{question}</h3>
      <p className={styles.answer}>{children}</p>
    </div>
  );
}
