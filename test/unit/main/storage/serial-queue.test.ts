import { describe, expect, it } from 'vitest';
import { SerialQueue } from '../../../../src/main/storage/serial-queue';

describe('a serial queue', () => {
  it('runs tasks one after the other, in order, whatever becomes of them', async () => {
    const queue = new SerialQueue();
    const seen: string[] = [];
    const task = (name: string, fails: boolean) => async () => {
      seen.push(`${name} starts`);
      await Promise.resolve();
      seen.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };
    const results = await Promise.allSettled([
      queue.run(task('a', false)),
      queue.run(task('b', true)),
      queue.run(task('c', false)),
    ]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(seen).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
  });

  it('refuses more than it can reasonably hold, and takes tasks again once it has emptied', async () => {
    const queue = new SerialQueue();
    const waiting = Array.from({ length: 256 }, () => queue.run(() => 1));
    await expect(queue.run(() => 1)).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    await Promise.all(waiting);
    await expect(queue.run(() => 2)).resolves.toBe(2);
  });
});
