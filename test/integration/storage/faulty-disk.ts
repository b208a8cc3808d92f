import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';

/** Calls that change a disk, in Node's synchronous form. */
const CALLS = [
  'openSync',
  'writeSync',
  'writeFileSync',
  'fsyncSync',
  'renameSync',
  'chmodSync',
  'fchmodSync',
  'copyFileSync',
  'mkdirSync',
  'unlinkSync',
] as const;

type Call = (...args: unknown[]) => unknown;

const failure = (code: string) => Object.assign(new Error(code), { code });

/**
 * Puts itself between everybody and the disk. Install it before the code under test is imported, because some
 * packages keep the functions they find at that moment.
 */
export class FaultyDisk {
  /** Calls since the last `arm`. */
  count = 0;
  /** Names of the calls since the last `arm`, renames with the name they give. */
  readonly calls: string[] = [];
  #failAt = Infinity;
  #staysDown = false;

  install(): void {
    const functions = fs as unknown as Record<string, Call>;
    for (const name of CALLS) {
      const real = functions[name]!;
      functions[name] = (...args) => {
        this.count++;
        this.calls.push(name === 'renameSync' ? `${name} ${basename(String(args[1]))}` : name);
        const isHit = this.#staysDown ? this.count >= this.#failAt : this.count === this.#failAt;
        if (!isHit) return real(...args);
        this.#writeHalf(name, real, args);
        throw failure(this.#staysDown ? 'EIO' : 'ENOSPC');
      };
    }
    syncBuiltinESMExports();
  }

  /** The given call fails, and if `staysDown` all later ones: as after a crash, nothing more reaches the disk. */
  arm(failAt: number, staysDown: boolean): void {
    this.count = 0;
    this.calls.length = 0;
    this.#failAt = failAt;
    this.#staysDown = staysDown;
  }

  disarm(): void {
    this.arm(Infinity, false);
  }

  /** A write that is cut off leaves its first half. */
  #writeHalf(name: string, real: Call, args: unknown[]): void {
    const [file, content, ...rest] = args;
    const isFirst = this.count === this.#failAt;
    if (!isFirst || !name.startsWith('write') || typeof content !== 'string') return;
    real(file, content.slice(0, content.length / 2), ...rest);
  }
}
