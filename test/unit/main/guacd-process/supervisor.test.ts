import { describe, expect, it } from 'vitest';
import {
  CHILD_RESTART_POLICY,
  REMOTE_RESTART_POLICY,
  decideRestart,
  type RestartPolicy,
} from '../../../../src/main/guacd-process/supervisor';

function delays(policy: RestartPolicy, readyForMs: number | null, count: number): (number | null)[] {
  const seen: (number | null)[] = [];
  let failures = 0;
  for (let index = 0; index < count; index += 1) {
    const decision = decideRestart(failures, readyForMs, policy);
    failures = decision.failures;
    seen.push(decision.delayMs);
  }
  return seen;
}

describe('the restart policy', () => {
  it('R1: doubles the pause for our child and gives up at the fifth failure in a row', () => {
    expect(delays(CHILD_RESTART_POLICY, null, 5)).toEqual([500, 1_000, 2_000, 4_000, null]);
  });

  it('counts an engine that was ready for less than a minute as a failure too', () => {
    expect(delays(CHILD_RESTART_POLICY, 59_999, 5)).toEqual([500, 1_000, 2_000, 4_000, null]);
  });

  it('forgets earlier failures once the engine was ready for a minute', () => {
    expect(decideRestart(4, 60_000, CHILD_RESTART_POLICY)).toEqual({ failures: 1, delayMs: 500 });
  });

  it('asks a remote engine for ever, at most every 30 seconds', () => {
    const seen = delays(REMOTE_RESTART_POLICY, null, 40);
    expect(seen.slice(0, 8)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(seen.at(-1)).toBe(30_000);
  });
});
