import { setTimeout as delay } from 'node:timers/promises';
import { runnerImport } from 'vite';
import { inRepository } from '../paths.mjs';
import { SetupError } from '../terminal.mjs';

/** @typedef {import('./sights.mjs').Act} Act */
/** @typedef {import('./sights.mjs').Sight} Sight */

/**
 * What was recorded.
 * @typedef {object} Recording
 * @property {Buffer} bytes Whole instructions, the last of them a `sync`.
 * @property {number} instructions
 * @property {number} frames
 */

/** The part of the guacd client that a recording needs; see src/main/guacd. */
/**
 * @typedef {object} Connection
 * @property {(instructions: string) => boolean} send
 * @property {(listener: (bytes: Uint8Array) => void) => void} onInstructions
 * @property {(opcode: string, listener: (args: string[]) => void) => void} watch
 * @property {(listener: (reason: { code: string } | null) => void) => void} onClosed
 * @property {() => Promise<void>} close
 */

export const display = { width: 1024, height: 768, dpi: 96 };

/** @param {(string | number)[]} elements */
const instruction = (...elements) =>
  `${elements.map((element) => `${String(element).length}.${element}`).join(',')};`;

/** @param {string} character */
const keysymOf = (character) => (character === '\n' ? 0xff0d : character.charCodeAt(0));

/**
 * Opens one session, does what is to be done there, and keeps what guacd sends from the beginning of the session to
 * the last whole frame. Each `sync` is answered at once, so guacd never waits.
 * @param {{ host: string, port: number }} address Of guacd.
 * @param {Sight} sight
 * @returns {Promise<Recording>}
 */
export async function recordSight(address, { protocol, parameters, acts }) {
  const { module: guacd } = await runnerImport(inRepository('src', 'main', 'guacd', 'index.ts'));
  const { module: scanning } = await runnerImport(inRepository('src', 'shared', 'guacamole', 'scanner.ts'));
  /** @type {Connection} */
  const connection = await guacd.connectGuacd({
    address,
    select: { protocol },
    parameters,
    display,
    signal: AbortSignal.timeout(20_000),
  });
  /** @type {Buffer[]} */
  const chunks = [];
  /** @type {string | undefined} */
  let ended;
  connection.onClosed((reason) => (ended = reason?.code ?? 'the session ended'));
  connection.watch('sync', ([time = '0']) => connection.send(instruction('sync', time)));
  connection.onInstructions((bytes) => chunks.push(Buffer.from(bytes)));
  for (const act of acts) await perform(connection, act);
  if (ended !== undefined) throw new SetupError(`The ${protocol} session ended too early: ${ended}`);
  await connection.close();
  return wholeFrames(scanning.InstructionScanner, Buffer.concat(chunks));
}

/**
 * @param {Connection} connection
 * @param {Act} act
 */
async function perform(connection, act) {
  if ('watchMs' in act) {
    await delay(act.watchMs);
  } else if ('type' in act) {
    for (const character of act.type) {
      const keysym = keysymOf(character);
      connection.send(instruction('key', keysym, 1) + instruction('key', keysym, 0));
      await delay(act.eachMs);
    }
  } else {
    await drag(connection, act);
  }
}

/**
 * @param {Connection} connection
 * @param {Extract<Act, { drag: unknown }>} act
 */
async function drag(connection, { drag: [fromX, fromY], to: [toX, toY], steps, eachMs }) {
  const move = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ buttons) =>
    connection.send(instruction('mouse', x, y, buttons));
  move(fromX, fromY, 0);
  for (let step = 0; step <= steps; step++) {
    const part = step / steps;
    move(Math.round(fromX + (toX - fromX) * part), Math.round(fromY + (toY - fromY) * part), 1);
    await delay(eachMs);
  }
  move(toX, toY, 0);
}

/**
 * Cuts a recording behind its last `sync`.
 * @param {new (options: object) => { push(bytes: Uint8Array): number }} InstructionScanner
 * @param {Buffer} bytes
 * @returns {Recording}
 */
function wholeFrames(InstructionScanner, bytes) {
  let instructions = 0;
  const recording = { end: 0, instructions: 0, frames: 0 };
  const scanner = new InstructionScanner({
    onInstruction: (
      /** @type {Uint8Array} */ _,
      /** @type {number} */ start,
      /** @type {number} */ end,
      /** @type {number} */ opcodeStart,
      /** @type {number} */ opcodeEnd,
    ) => {
      instructions++;
      if (bytes.toString('latin1', opcodeStart, opcodeEnd) !== 'sync') return;
      recording.end = end;
      recording.instructions = instructions;
      recording.frames++;
    },
  });
  scanner.push(bytes);
  return { ...recording, bytes: bytes.subarray(0, recording.end) };
}
