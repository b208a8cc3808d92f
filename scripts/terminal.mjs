const colours = process.stderr.isTTY === true && process.env.NO_COLOR === undefined;

/** @param {string} code @param {string} text */
const paint = (code, text) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);

/**
 * Says what is going on. Everything a script tells a person goes to stderr, so that stdout stays free for
 * results other programs read.
 * @param {string} text
 */
export const say = (text) => void process.stderr.write(`${paint('36', 'pestle')} ${text}\n`);

/**
 * Says something that a person should act on or know about. Long texts may hold several lines.
 * @param {string} text
 */
export const warn = (text) => void process.stderr.write(`${paint('33', 'pestle: warning:')} ${text}\n`);

/**
 * A failure whose message is written for the person at the terminal: what failed and what to do. It is shown
 * without a stack. Anything else that is thrown is a defect of the scripts and keeps its stack.
 */
export class SetupError extends Error {
  /** @override */
  name = 'SetupError';
}

/**
 * Something that this computer does not have: a program, a right, a system. What needs it is left out; every other
 * failure counts as one.
 */
export class Unavailable extends SetupError {
  /** @override */
  name = 'Unavailable';
}

/**
 * Runs a script's main function and turns its outcome into an exit code: what it returns (0 when nothing),
 * or 1 after showing why it threw. A program that was interrupted has its exit code already.
 * @param {() => Promise<number | void>} main
 */
export async function runMain(main) {
  try {
    const code = (await main()) ?? 0;
    process.exitCode ??= code;
  } catch (error) {
    if (process.exitCode !== undefined) return;
    const text =
      error instanceof SetupError ? error.message : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`${paint('31', 'pestle: failed:')} ${text}\n`);
    process.exitCode = 1;
  }
}

/**
 * Whether this file is the program that was started, and not a module of another.
 * @param {ImportMeta} meta
 */
export const isMain = (meta) => process.argv[1] !== undefined && meta.filename === process.argv[1];

/**
 * Seconds with one decimal, for people.
 * @param {number} milliseconds
 */
export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;
