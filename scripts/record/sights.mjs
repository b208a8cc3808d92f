import { readFileSync } from 'node:fs';

/** @typedef {import('../servers/description.mjs').ServersDescription} ServersDescription */

/**
 * What a user does.
 * @typedef {{ type: string, eachMs: number }
 *   | { drag: readonly [number, number], to: readonly [number, number], steps: number, eachMs: number }
 *   | { watchMs: number }} Act
 */

/**
 * Something to record: how to connect, and what happens there.
 * @typedef {object} Sight
 * @property {'ssh' | 'vnc' | 'rdp'} protocol Also the name of its recording.
 * @property {Record<string, string>} parameters
 * @property {readonly Act[]} acts
 */

const terminalShow = readFileSync(new URL('terminal-show.sh', import.meta.url), 'utf8');

/** Typed into the terminal of a desktop: letters that come without Shift, so that every keyboard has them. */
const manyLines = 'for i in `seq 40`; do echo $i a line of text in a window; sleep 0.05; done\n';
const somePicture = 'display -size 360x270 -seed 5 -geometry +420+420 plasma:fractal &\n';

/** The terminal's title bar, and where it is dragged to and back. */
const title = /** @type {const} */ ([300, 30]);
const aside = /** @type {const} */ ([420, 300]);

/** @type {readonly Act[]} */
const deskWork = [
  { watchMs: 2_500 },
  { type: manyLines, eachMs: 30 },
  { watchMs: 3_500 },
  { drag: title, to: aside, steps: 45, eachMs: 25 },
  { type: somePicture, eachMs: 30 },
  { watchMs: 2_500 },
  { drag: aside, to: title, steps: 45, eachMs: 25 },
  { type: 'clear\n', eachMs: 60 },
  { watchMs: 1_000 },
];

/**
 * What is recorded.
 * @param {ServersDescription} servers
 * @returns {Sight[]}
 */
export function sights({ host, ports, username, password, vncPassword }) {
  const at = (/** @type {keyof typeof ports} */ server) => ({ hostname: host, port: String(ports[server]) });
  const login = { username, password };
  const command = `bash -c '${terminalShow.replaceAll("'", String.raw`'\''`)}'`;
  const certificate = { security: 'any', 'ignore-cert': 'true' };
  return [
    { protocol: 'ssh', parameters: { ...at('ssh'), ...login, command }, acts: [{ watchMs: 20_000 }] },
    { protocol: 'vnc', parameters: { ...at('vnc'), password: vncPassword }, acts: deskWork },
    {
      protocol: 'rdp',
      parameters: { ...at('rdp'), ...login, ...certificate, domain: 'desktop', 'color-depth': '24' },
      acts: deskWork,
    },
  ];
}
