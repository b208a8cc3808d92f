import { npmCommand } from '../process/npm.mjs';
import { run } from '../process/run.mjs';

/** The registry answers in less than one; nobody waits longer for a check that may be made later. */
const deadlineMs = 4_000;

/** @typedef {{ problems: string[], warnings: string[] }} Advice */

/**
 * What the registry knows against the packages in package-lock.json. Never rejects, never takes longer than 4 s: a
 * registry that cannot be asked is a warning.
 * @returns {Promise<Advice>}
 */
export async function askForAdvisories() {
  const { command, args } = npmCommand();
  const audit = ['audit', '--json', '--fetch-retries=0', `--fetch-timeout=${deadlineMs}`];
  const { stdout, timedOut } = await run(command, [...args, ...audit], { deadlineMs });
  return timedOut ? notAsked(`no answer in ${deadlineMs / 1000} s`) : readAudit(stdout);
}

/**
 * What `npm audit --json` says: high and critical holes are problems, others warnings.
 * @param {string} text
 * @returns {Advice}
 */
export function readAudit(text) {
  /** @type {unknown} */
  let answer;
  try {
    answer = JSON.parse(text);
  } catch {
    return notAsked('the answer cannot be read');
  }
  const { vulnerabilities, message } = /** @type {{ vulnerabilities?: unknown, message?: unknown }} */ (
    answer ?? {}
  );
  if (typeof vulnerabilities !== 'object' || vulnerabilities === null)
    return notAsked(typeof message === 'string' ? message : 'the answer cannot be read');
  /** @type {Advice} */
  const advice = { problems: [], warnings: [] };
  for (const [name, facts] of Object.entries(vulnerabilities)) {
    const { severity, range } = /** @type {{ severity?: unknown, range?: unknown }} */ (facts ?? {});
    const isGrave = severity !== 'moderate' && severity !== 'low' && severity !== 'info';
    advice[isGrave ? 'problems' : 'warnings'].push(`${name} ${range} has a hole of severity ${severity}`);
  }
  return advice;
}

/** @param {string} reason @returns {Advice} */
const notAsked = (reason) => ({
  problems: [],
  warnings: [`published holes in packages were NOT looked up, because the registry did not tell: ${reason}`],
});
