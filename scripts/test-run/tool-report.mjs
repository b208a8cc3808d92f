import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TemporaryFolder } from '../process/temporary-folder.mjs';
import { readPlaywrightReport, readVitestReport } from './failed-tests.mjs';

/** @typedef {import('./failed-tests.mjs').FailedTest} FailedTest */

/**
 * How each tool is made to write a report beside what it shows, and how that is read.
 * @type {Record<'vitest' | 'playwright', {
 *   args: (file: string) => string[],
 *   environment: (file: string) => Record<string, string>,
 *   read: (text: string) => FailedTest[] }>}
 */
const tools = {
  vitest: {
    args: (file) => ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    environment: () => ({}),
    read: readVitestReport,
  },
  playwright: {
    args: () => ['--reporter=list,json'],
    environment: (file) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: file }),
    read: readPlaywrightReport,
  },
};

/** @param {string} reason @returns {FailedTest} */
const outside = (reason) => ({ file: '', name: '', reason: `${reason}: see what it said above` });

/** The report that a test tool writes for one stage. Its file is gone after `dispose`, or with this program. */
export class ToolReport {
  #folder = new TemporaryFolder('pestle-report-');
  #tool;
  #file = join(this.#folder.path, 'report.json');

  /** @param {keyof typeof tools} tool */
  constructor(tool) {
    this.#tool = tools[tool];
  }

  /** Options for the tool. */
  get args() {
    return this.#tool.args(this.#file);
  }

  /** Variables for the tool. */
  get environment() {
    return this.#tool.environment(this.#file);
  }

  /** What failed: tests, or that there is no report of them. Call it when the tool has failed. @returns {FailedTest[]} */
  read() {
    try {
      const failures = this.#tool.read(readFileSync(this.#file, 'utf8'));
      return failures.length > 0 ? failures : [outside('no test failed, something around them did')];
    } catch {
      return [outside('it ended without a report of its tests')];
    }
  }

  dispose() {
    this.#folder.remove();
  }
}
