import { describe, expect, it } from 'vitest';
import { CRASH_WINDOW_MS, RecoveryPolicy } from '../../../../src/main/windows/recovery-policy';

describe('RecoveryPolicy', () => {
  it('reloads after a first crash and asks after a second one within a minute', () => {
    const policy = new RecoveryPolicy();
    expect(policy.onProcessGone('crashed', 0)).toBe('reload');
    expect(policy.onProcessGone('oom', CRASH_WINDOW_MS - 1)).toBe('ask');
  });

  it('reloads again when the last crash is longer ago', () => {
    const policy = new RecoveryPolicy();
    expect(policy.onProcessGone('killed', 5)).toBe('reload');
    expect(policy.onProcessGone('killed', 5 + CRASH_WINDOW_MS)).toBe('reload');
  });

  it('does nothing when the process ended in order', () => {
    const policy = new RecoveryPolicy();
    expect(policy.onProcessGone('clean-exit', 0)).toBe('ignore');
    expect(policy.onProcessGone('crashed', 1)).toBe('reload');
  });
});
