import { readFileSync, writeFileSync } from 'node:fs';

const KIB = 1_024;

function readStatus(pid: number, field: string): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) * KIB;
}

/**
 * Watches how much more memory processes hold than when the watching began, at their worst moment: the kernel keeps
 * the peak, so nothing is missed between two looks. Linux only.
 */
export class MemoryPeak {
  readonly #before = new Map<number, number>();

  /** @param pids whose peaks are set back; processes that begin later do not count */
  constructor(pids: readonly number[]) {
    for (const pid of pids) {
      writeFileSync(`/proc/${pid}/clear_refs`, '5');
      this.#before.set(pid, readStatus(pid, 'VmRSS'));
    }
  }

  /** Bytes by which the process that grew most has grown. */
  get growth(): number {
    return Math.max(...[...this.#before].map(([pid, before]) => readStatus(pid, 'VmHWM') - before));
  }
}
