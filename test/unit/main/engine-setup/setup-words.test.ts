import { describe, expect, it } from 'vitest';
import { troubleWords } from '../../../../src/main/engine-setup/setup-words';
import { SETUP_TROUBLES } from '../../../../src/shared/model/engine-setup';

describe('the words about a trouble', () => {
  it.each(SETUP_TROUBLES)('%s are whole sentences with a way on, for each runtime', (trouble) => {
    for (const runtime of ['podman', 'docker'] as const) {
      const { message, advice, command } = troubleWords(trouble, runtime);
      expect(message).toMatch(/^[A-Z].*\.$/);
      expect(advice).toMatch(/^[A-Z].*\.$/);
      expect(`${message} ${advice} ${command ?? ''}`).not.toContain('%');
    }
  });

  it('name the runtime that failed', () => {
    expect(troubleWords('not-running', 'docker').message).toBe('Docker is installed but does not run.');
    expect(troubleWords('rate-limit', 'podman').command).toBe('podman login docker.io');
  });
});
