import { seconds } from '../terminal.mjs';

/**
 * @typedef {object} StageResult
 * @property {string} name
 * @property {'passed' | 'failed' | 'skipped'} outcome
 * @property {number} milliseconds
 * @property {string} note Why it was skipped, or what it ran without; may be empty.
 */

const marks = { passed: 'ok  ', failed: 'FAIL', skipped: 'skip' };

/**
 * What happened, for a person.
 * @param {readonly StageResult[]} results
 */
export function reportText(results) {
  const lines = results.map(({ name, outcome, milliseconds, note }) => {
    const time = outcome === 'skipped' ? '' : seconds(milliseconds);
    return `  ${marks[outcome]} ${name.padEnd(12)} ${time.padStart(8)}  ${note}`.trimEnd();
  });
  const total = results.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const missing = results.filter(({ outcome }) => outcome === 'skipped').map(({ name }) => name);
  const verdict = missing.length === 0 ? '' : `\nNot everything ran: ${missing.join(', ')}`;
  return `Stages (${seconds(total)}):\n${lines.join('\n')}${verdict}`;
}

/**
 * @param {readonly StageResult[]} results
 * @param {boolean} strict A skipped stage counts as failed: on a build server nobody reads why.
 * @returns {number} Exit code.
 */
export const exitCodeOf = (results, strict) =>
  results.some(({ outcome }) => outcome === 'failed' || (strict && outcome === 'skipped')) ? 1 : 0;
