import { describe, expect, it } from 'vitest';
import { loadScript } from '../../../support/load-script';

type Choice = { chosen: { name: string }[]; extra: string[] } | { problem: string };
const { chooseStages } = (await loadScript('test-run/stages.mjs')) as {
  chooseStages: (words: string[]) => Choice;
};

const namesOf = (choice: Choice) => ('chosen' in choice ? choice.chosen.map(({ name }) => name) : []);

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
