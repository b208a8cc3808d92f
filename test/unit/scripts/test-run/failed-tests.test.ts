import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadScript } from '../../../support/load-script';

type FailedTest = { file: string; name: string; reason: string };
type Read = (report: string) => FailedTest[];
const { readPlaywrightReport, readVitestReport } = (await loadScript('test-run/failed-tests.mjs')) as {
  readPlaywrightReport: Read;
  readVitestReport: Read;
};

const REPOSITORY = path.resolve(import.meta.dirname, '../../../..');

/** A report of a real run of these tools, as if it had been here. */
const recorded = (name: string): string =>
  readFileSync(path.join(REPOSITORY, 'test/fixtures/reports', name), 'utf8').replaceAll(
    '<repository>',
    REPOSITORY,
  );

describe('a report of Vitest', () => {
  it('tells which tests failed and why, in one line', () => {
    const file = 'test/unit/clock.test.ts';
    const failed = readVitestReport(recorded('vitest.json')).filter(({ name }) => name !== '');
    expect(failed).toEqual([
      {
        file,
        name: 'a clock › that is wound › shows the hour',
        reason: 'AssertionError: expected { hour: 1 } to deeply equal { hour: 2 }',
      },
      { file, name: 'runs out', reason: 'Error: the spring is broken' },
    ]);
  });

  it('names a file that could not be loaded, and one whose hook failed', () => {
    const outside = readVitestReport(recorded('vitest.json')).filter(({ name }) => name === '');
    expect(outside).toEqual([
      { file: 'test/unit/bell.test.ts', name: '', reason: 'a hook around its tests failed' },
      {
        file: 'test/unit/lost.test.ts',
        name: '',
        reason: "Cannot find module './nowhere' imported from " + `${REPOSITORY}/test/unit/lost.test.ts`,
      },
    ]);
  });

  it('is no report when it was cut off', () =>
    expect(() => readVitestReport(recorded('vitest.json').slice(0, -9))).toThrow(SyntaxError));
});

describe('a report of Playwright', () => {
  it('tells which tests failed and why, in one line without colours', () => {
    const file = 'test/renderer/clock.spec.ts';
    expect(readPlaywrightReport(recorded('playwright.json'))).toEqual([
      { file, name: 'runs out', reason: "'the spring is broken'" },
      {
        file,
        name: 'a clock › that is wound › shows the hour',
        reason: 'Error: expect(received).toEqual(expected) // deep equality',
      },
      {
        file,
        name: 'a clock › that is wound › stops some day',
        reason: 'Test timeout of 500ms exceeded.',
      },
    ]);
  });

  it('names a file that could not be loaded', () => {
    expect(readPlaywrightReport(recorded('playwright-lost.json'))).toEqual([
      { file: 'test/renderer/lost.spec.ts', name: '', reason: "Error: Cannot find module './nowhere'" },
    ]);
  });
});
