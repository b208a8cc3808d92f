import { readFileSync } from 'node:fs';
import * as v from 'valibot';

const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535));
const text = v.pipe(v.string(), v.nonEmpty());

const testServersSchema = v.object({
  /** Where all of them listen. */
  host: v.literal('127.0.0.1'),
  /** An account for ssh, telnet and RDP sessions. */
  username: text,
  password: text,
  /** VNC knows eight characters only. */
  vncPassword: text,
  ports: v.object({ guacd: port, guacdTls: port, ssh: port, vnc: port, rdp: port, telnet: port }),
  /** The X display of the VNC desktop, on which a test may draw or look. */
  display: text,
  /** Colour of the bare desktop, `#rrggbb`. */
  desktopColour: text,
  /** Folder with their logs. */
  dir: text,
  /** Files with PEM private keys that the ssh server accepts. */
  keys: v.object({ rsa: text, rsaEncrypted: text, passphrase: text }),
  /** What guacd's parameter `host-key` takes for the ssh server. */
  hostKey: text,
  /** File with the certificate of the guacd that speaks TLS, for `localhost` and 127.0.0.1. */
  tlsCertificate: text,
  guacdPath: text,
  guacdVersion: text,
  /** Environment in which a program finds an unlocked keyring. Tests without one simply do not set it. */
  keyring: v.record(v.string(), v.string()),
});

/**
 * The real servers that the test runner has started: ssh, vnc, rdp (domain `desktop` shows the VNC desktop,
 * `session` logs in; `security=any`, `ignore-cert=true`), telnet, and guacd plain and with TLS.
 */
export type TestServers = v.InferOutput<typeof testServersSchema>;

/** Whether real servers run. A suite that can do without may skip what needs them. */
export const hasTestServers = (): boolean => process.env.PESTLE_TEST_SERVERS !== undefined;

/** Reads their description. Throws with what to do when there are none. */
export function readTestServers(): TestServers {
  const path = process.env.PESTLE_TEST_SERVERS;
  if (path === undefined) {
    throw new Error('No real servers: run this through `npm test -- <stage>` or `npm run test:<stage>`.');
  }
  return v.parse(testServersSchema, JSON.parse(readFileSync(path, 'utf8')));
}
