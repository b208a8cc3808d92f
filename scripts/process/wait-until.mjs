import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks again and again, for things that announce themselves to nobody: a process ending, a port in the
 * kernel's table.
 * @template T
 * @param {() => T | undefined | false | Promise<T | undefined | false>} probe Its first answer that is neither
 *   undefined nor false is the result.
 * @param {{ deadlineMs: number, everyMs?: number }} options
 * @returns {Promise<T | undefined>} Undefined when the deadline passed first. Monotonic time.
 */
export async function waitUntil(probe, { deadlineMs, everyMs = 25 }) {
  const end = performance.now() + deadlineMs;
  for (;;) {
    const answer = await probe();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() >= end) return undefined;
    await delay(everyMs);
  }
}
