import { seconds } from '../terminal.mjs';

/**
 * @typedef {object} StageResult
 * @property {string} name
 * @property {'passed' | 'failed' | 'skipped'} outcome
 * @property {number} milliseconds
 * @property {string} note Why it was skipped, or what it ran without; may be empty.
 * @property {readonly import('./failed-tests.mjs').FailedTest[]} failures What failed in it, when its tool tells.
 */

const marks = { passed: 'ok  ', failed: 'FAIL', skipped: 'skip' };

/** More lines than this would push the stages off the screen. */
const maxFailures = 20;

/**
 * What failed, a line each. A stage that does not tell is named as a whole.
 * @param {readonly StageResult[]} results
 */
function failureLines(results) {
  const lines = results
    .filter(({ outcome }) => outcome === 'failed')
    .flatMap(({ name: stage, note, failures }) =>
      failures.length === 0
        ? [`  ${stage}: ${note === '' ? 'see what it said above' : note}`]
        : failures.map(
            ({ file, name, reason }) =>
              `  ${[stage, file, name].filter((word) => word !== '').join(' › ')}: ${reason}`,
          ),
    );
  const left = lines.length - maxFailures;
  return left > 0 ? [...lines.slice(0, maxFailures), `  and ${left} more`] : lines;
}

/**
 * What happened, for a person: first what failed, then the stages, so that the end of a long output tells all.
 * @param {readonly StageResult[]} results
 */
export function reportText(results) {
  const lines = results.map(({ name, outcome, milliseconds, note }) => {
    const time = outcome === 'skipped' ? '' : seconds(milliseconds);
    return `  ${marks[outcome]} ${name.padEnd(12)} ${time.padStart(8)}  ${note}`.trimEnd();
  });
  const total = results.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const missing = results.filter(({ outcome }) => outcome === 'skipped').map(({ name }) => name);
  const failures = failureLines(results);
  const failed = failures.length === 0 ? '' : `Failed:\n${failures.join('\n')}\n\n`;
  const verdict = missing.length === 0 ? '' : `\nNot everything ran: ${missing.join(', ')}`;
  return `${failed}Stages (${seconds(total)}):\n${lines.join('\n')}${verdict}`;
}

/**
 * @param {readonly StageResult[]} results
 * @param {boolean} strict A skipped stage counts as failed: on a build server nobody reads why.
 * @returns {number} Exit code.
 */
export const exitCodeOf = (results, strict) =>
  results.some(({ outcome }) => outcome === 'failed' || (strict && outcome === 'skipped')) ? 1 : 0;
