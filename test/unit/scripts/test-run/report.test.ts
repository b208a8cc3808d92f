import { describe, expect, it } from 'vitest';
import { loadScript } from '../../../support/load-script';

type FailedTest = { file: string; name: string; reason: string };
type Result = {
  name: string;
  outcome: 'passed' | 'failed' | 'skipped';
  milliseconds: number;
  note: string;
  failures: FailedTest[];
};
const { exitCodeOf, reportText } = (await loadScript('test-run/report.mjs')) as {
  exitCodeOf: (results: Result[], strict: boolean) => number;
  reportText: (results: Result[]) => string;
};

const result = (name: string, outcome: Result['outcome'], change: Partial<Result> = {}): Result => ({
  name,
  outcome,
  milliseconds: 1500,
  note: '',
  failures: [],
  ...change,
});
const failed = (file: string, name = 'works', reason = 'it does not'): FailedTest => ({ file, name, reason });

describe('the report of a test run', () => {
  const results = [result('unit', 'passed'), result('e2e', 'skipped', { note: 'no root' })];

  it('says what was skipped and why', () => {
    expect(reportText(results)).toContain('no root');
    expect(reportText(results)).toContain('Not everything ran: e2e');
  });

  it('begins with each test that failed, and ends with the stages', () => {
    const text = reportText([
      result('unit', 'failed', { failures: [failed('a.test.ts'), failed('b.test.ts', '', 'no such file')] }),
      result('e2e', 'passed'),
    ]);
    expect(text.split('\n')).toEqual([
      'Failed:',
      '  unit › a.test.ts › works: it does not',
      '  unit › b.test.ts: no such file',
      '',
      'Stages (3.0 s):',
      '  FAIL unit            1.5 s',
      '  ok   e2e             1.5 s',
    ]);
  });

  it('names a stage that tells of no test', () => {
    expect(reportText([result('lint', 'failed')])).toContain('  lint: see what it said above\n');
    expect(reportText([result('build', 'failed', { note: 'ended after 300.0 s' })])).toContain(
      '  build: ended after 300.0 s\n',
    );
  });

  it('lists twenty failures of all stages and counts the others', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => failed(`${index}.test.ts`));
    const text = reportText([
      result('unit', 'failed', { failures: many(15) }),
      result('e2e', 'failed', { failures: many(15) }),
    ]);
    expect(text.match(/›.*›/g)).toHaveLength(20);
    expect(text).toContain('e2e › 4.test.ts › works: it does not\n  and 10 more\n\nStages');
  });

  it('lists nothing when nothing failed', () => expect(reportText(results)).toMatch(/^Stages/));

  it('is a failure when a stage failed', () => expect(exitCodeOf([result('unit', 'failed')], false)).toBe(1));
  it('is a success when nothing failed', () => expect(exitCodeOf(results, false)).toBe(0));
  it('is a failure on a build server when a stage was skipped', () =>
    expect(exitCodeOf(results, true)).toBe(1));
});
