/**
 * The steps, in their order: the socket is open (and, with TLS, verified), guacd has said which parameters it wants,
 * the session is ready, its first instruction has come, its first frame is complete.
 * @typedef {'connected' | 'args' | 'ready' | 'instruction' | 'picture'} Phase
 *
 * @typedef {object} Report
 * @property {boolean} ok
 * @property {string | null} [code] Why there is no picture; null when there is one.
 * @property {string} engine
 * @property {string} protocol
 * @property {string | null} [protocolVersion]
 * @property {readonly string[]} [unknownParameters]
 * @property {Partial<Record<Phase, number>>} milliseconds Since the start, for each step that was reached.
 * @property {number} [bytes] That guacd has sent up to the first picture, handshake included.
 * @property {number} [instructions]
 */

/** @type {readonly (readonly [Phase, string])[]} */
const phases = [
  ['connected', 'connected'],
  ['args', 'parameters asked for'],
  ['ready', 'ready'],
  ['instruction', 'first instruction'],
  ['picture', 'first picture'],
];

/** Notes when each step was first reached. */
export class PhaseTimes {
  /** @type {Report['milliseconds']} */
  milliseconds = {};
  #startedAt = performance.now();

  /** @param {Phase} phase @param {boolean} [isReached] */
  pass(phase, isReached = true) {
    if (isReached) this.milliseconds[phase] ??= Math.round((performance.now() - this.#startedAt) * 10) / 10;
  }

  /**
   * Reads the steps off what passes through the connection.
   * @param {string} event
   * @param {{ opcode?: string }} facts
   */
  trace = (event, { opcode }) => {
    if (event === 'out' && opcode === 'select') this.pass('connected');
    if (event !== 'in') return;
    if (this.milliseconds.ready !== undefined) this.pass('instruction');
    if (opcode === 'args' || opcode === 'ready') this.pass(opcode);
  };
}

/**
 * The report for a person.
 * @param {Report} report
 */
export function reportText({
  engine,
  protocol,
  protocolVersion,
  unknownParameters = [],
  milliseconds,
  ...rest
}) {
  const lines = [`${protocol} through ${engine}${protocolVersion ? ` (${protocolVersion})` : ''}`];
  for (const [phase, label] of phases) {
    const time = milliseconds[phase];
    if (time !== undefined) lines.push(`  ${label.padEnd(22)} ${time.toFixed(1).padStart(9)} ms`);
  }
  for (const name of unknownParameters) lines.push(`  this guacd does not know the parameter ${name}`);
  if (rest.ok) lines.push(`  ${rest.bytes} bytes in ${rest.instructions} instructions`);
  else lines.push(`  no picture: ${rest.code}`);
  return `${lines.join('\n')}\n`;
}
