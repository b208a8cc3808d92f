import { hostPlatform } from '../platform/host-platform';
import type { HostPlatform } from '../../shared/model/host-platform';
import { Card } from '../ui/card';
import { CommandLine } from './command-line';
import styles from './engine-set-up.module.css';

type Step = { title: string; text: string; command?: string };

const CONTAINER: Step = {
  title: 'A container',
  text: 'Press “Set up an engine…” above. Pestle leads the way to the official engine, guacamole/guacd 1.6.0, in Podman or Docker.',
};

const REMOTE: Step = {
  title: 'An engine elsewhere',
  text: 'Any guacd that you can reach will do. Choose “Another computer” below and use TLS unless the way there is trusted.',
};

const STEPS: Readonly<Record<HostPlatform, readonly Step[]>> = {
  linux: [
    {
      title: 'Debian and Ubuntu',
      text: 'Install the engine and a plug-in for each protocol. Debian 12 itself has no guacd; use a container there.',
      command:
        'sudo apt install guacd libguac-client-ssh0 libguac-client-rdp0 libguac-client-vnc0 libguac-client-telnet0',
    },
    {
      title: 'Fedora',
      text: 'Install the engine and a plug-in for each protocol.',
      command:
        'sudo dnf install guacd libguac-client-ssh libguac-client-rdp libguac-client-vnc libguac-client-telnet',
    },
    CONTAINER,
    REMOTE,
  ],
  darwin: [CONTAINER, REMOTE],
  win32: [CONTAINER, REMOTE],
};

/** How to get an engine on this system. */
export function EngineSetUp() {
  return (
    <Card title="Get an engine" text="One of these is enough. Press Try again when it is done.">
      <ol className={styles.steps}>
        {STEPS[hostPlatform()].map(({ title, text, command }) => (
          <li key={title}>
            <h3 className={styles.title}>{title}</h3>
            <p className={styles.text}>{text}</p>
            {command === undefined ? null : (
              <div className={styles.command}>
                <CommandLine purpose={title} command={command} />
              </div>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}
