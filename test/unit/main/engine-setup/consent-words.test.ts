import { describe, expect, it } from 'vitest';
import { planSetup } from '../../../../src/main/engine-setup/plan-setup';
import { consentWords } from '../../../../src/main/engine-setup/consent-words';
import { factsOf, PODMAN } from './facts';

describe('the question before a set-up', () => {
  it('names how much is downloaded, and every command that is run', () => {
    const facts = factsOf({ platform: 'darwin', podman: PODMAN, machine: 'none' });
    const steps = planSetup({
      ...facts,
      runtimes: { ...facts.runtimes, podman: { ...PODMAN, trouble: 'machine-missing' } },
    })[0]?.view.steps.filter(({ isDone }) => !isDone);
    const { message, detail } = consentWords(steps ?? []);
    expect(message).toBe('Download about 1150 MB and set up the engine?');
    for (const command of [
      'podman machine init',
      'podman machine start',
      'podman pull docker.io/guacamole/',
    ]) {
      expect(detail).toContain(command);
    }
    expect(detail.indexOf('machine init')).toBeLessThan(detail.indexOf('podman pull'));
  });
});
