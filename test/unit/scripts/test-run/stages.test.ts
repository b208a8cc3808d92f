import { describe, expect, it } from 'vitest';
import { loadScript } from '../../../support/load-script';

type Choice = { chosen: { name: string }[]; extra: string[] } | { problem: string };
const { chooseStages } = (await loadScript('test-run/stages.mjs')) as {
  chooseStages: (words: string[]) => Choice;
};
const { exitCodeOf, reportText } = (await loadScript('test-run/report.mjs')) as {
  exitCodeOf: (results: Result[], strict: boolean) => number;
  reportText: (results: Result[]) => string;
};
type Result = { name: string; outcome: 'passed' | 'failed' | 'skipped'; milliseconds: number; note: string };

const namesOf = (choice: Choice) => ('chosen' in choice ? choice.chosen.map(({ name }) => name) : []);
const result = (name: string, outcome: Result['outcome'], note = ''): Result => ({
  name,
  outcome,
  note,
  milliseconds: 1500,
});

describe('the choice of stages', () => {
  it('is all of them, from cheap to costly, when none is named', () => {
    expect(namesOf(chooseStages([]))).toEqual([
      'typecheck',
      'lint',
      'unit',
      'fuzz',
      'integration',
      'build',
      'renderer',
      'e2e',
      'package',
    ]);
  });

  it('leaves out what runs only on request, unless it is named', () => {
    expect(namesOf(chooseStages([]))).not.toContain('fuzz-long');
    expect(namesOf(chooseStages(['fuzz-long']))).toEqual(['fuzz-long']);
  });

  it('keeps their order whatever the order of the names', () => {
    expect(namesOf(chooseStages(['e2e', 'unit']))).toEqual(['unit', 'build', 'e2e']);
  });

  it('passes everything else to the tool of a single stage', () => {
    expect(chooseStages(['e2e', 'test/e2e/ssh.spec.ts'])).toMatchObject({ extra: ['test/e2e/ssh.spec.ts'] });
  });

  it('refuses options that no single stage could take, a misspelt stage among them', () => {
    expect(chooseStages(['e2ee'])).toHaveProperty('problem');
    expect(chooseStages(['unit', 'e2e', '--headed'])).toHaveProperty('problem');
  });
});

describe('the report of a test run', () => {
  const results = [result('unit', 'passed'), result('e2e', 'skipped', 'no root')];

  it('says what was skipped and why', () => {
    expect(reportText(results)).toContain('no root');
    expect(reportText(results)).toContain('Not everything ran: e2e');
  });

  it('is a failure when a stage failed', () => expect(exitCodeOf([result('unit', 'failed')], false)).toBe(1));
  it('is a success when nothing failed', () => expect(exitCodeOf(results, false)).toBe(0));
  it('is a failure on a build server when a stage was skipped', () =>
    expect(exitCodeOf(results, true)).toBe(1));
});
