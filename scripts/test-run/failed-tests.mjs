import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { repositoryPath } from '../paths.mjs';

/**
 * @typedef {object} FailedTest
 * @property {string} file From the repository's folder; empty for a failure that belongs to none.
 * @property {string} name With the names around it; empty for a file that failed outside of its tests.
 * @property {string} reason One line.
 */

/** The reports as far as they are read here. */
/**
 * @typedef {{ message?: string, name: string, status: string, assertionResults: {
 *   ancestorTitles: string[], title: string, status: string, failureMessages?: string[] }[] }} VitestFile
 * @typedef {{ status: string, error?: { message?: string, value?: string } }} PlaywrightResult
 * @typedef {{ title: string, file: string, tests: { status: string, results: PlaywrightResult[] }[] }} PlaywrightSpec
 * @typedef {{ title: string, specs?: PlaywrightSpec[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 * @typedef {{ config: { rootDir: string }, suites: PlaywrightSuite[], errors: {
 *   message?: string, location?: { file: string } }[] }} PlaywrightReport
 */

const maxReason = 200;

/** @param {string | undefined} text */
function firstLine(text) {
  // The name of an error alone says nothing: its message may begin with a new line.
  const plain = stripVTControlCharacters(text ?? '')
    .trim()
    .replace(/^(\w+:)\s+/, '$1 ');
  const line = plain.split('\n', 1)[0]?.trimEnd() || 'no reason was given';
  return line.length <= maxReason ? line : `${line.slice(0, maxReason)}…`;
}

/** @param {string} file */
const fromRepository = (file) => relative(repositoryPath, file).replaceAll('\\', '/');

/**
 * What Vitest's JSON report says failed. A file whose hooks failed, or that could not be loaded, is named without a test.
 * @param {string} text
 * @returns {FailedTest[]} Empty also when the failure was outside of all files, which that report does not tell.
 * @throws {SyntaxError} for a report that was not written to its end.
 */
export function readVitestReport(text) {
  /** @type {{ testResults: VitestFile[] }} */
  const { testResults } = JSON.parse(text);
  return testResults.flatMap(({ name: path, status, message = '', assertionResults }) => {
    const file = fromRepository(path);
    const failed = assertionResults
      .filter((test) => test.status === 'failed')
      .map(({ ancestorTitles, title, failureMessages }) => ({
        file,
        name: [...ancestorTitles, title].filter((word) => word !== '').join(' › '),
        reason: firstLine(failureMessages?.[0]),
      }));
    const isOutside = message !== '' || (status === 'failed' && failed.length === 0);
    const reason = message === '' ? 'a hook around its tests failed' : firstLine(message);
    return isOutside ? [{ file, name: '', reason }, ...failed] : failed;
  });
}

/**
 * What Playwright's JSON report says failed. A file that could not be loaded is named without a test.
 * @param {string} text
 * @returns {FailedTest[]}
 * @throws {SyntaxError} for a report that was not written to its end.
 */
export function readPlaywrightReport(text) {
  /** @type {PlaywrightReport} */
  const { config, suites, errors } = JSON.parse(text);
  /** @param {string} file */
  const fileOf = (file) => fromRepository(`${config.rootDir}/${file}`);
  /** @param {PlaywrightSuite} suite @param {string[]} around @returns {FailedTest[]} */
  const failedIn = ({ specs = [], suites: inner = [] }, around) => [
    ...specs.flatMap((spec) =>
      spec.tests
        .filter(({ status }) => status === 'unexpected')
        .map(({ results }) => {
          const { error, status } = results.at(-1) ?? {};
          const reason = firstLine(error?.message ?? error?.value ?? status);
          return { file: fileOf(spec.file), name: [...around, spec.title].join(' › '), reason };
        }),
    ),
    ...inner.flatMap((suite) => failedIn(suite, [...around, suite.title])),
  ];
  return [
    ...errors.map(({ message, location }) => ({
      file: location === undefined ? '' : fromRepository(location.file),
      name: '',
      reason: firstLine(message),
    })),
    // The outermost suites are the files.
    ...suites.flatMap((suite) => failedIn(suite, [])),
  ];
}
