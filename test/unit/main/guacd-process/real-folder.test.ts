import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, describe, it } from 'vitest';
import { realFolder } from '../../../../src/main/guacd-process/real-folder';
import { FakeClock } from '../../../support/fake-clock';

describe('where a folder really is', () => {
  it('is told without symbolic links, and not at all when it is not there or is the root', async () => {
    const clock = new FakeClock();
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pestle-real-')));
    try {
      mkdirSync(join(folder, 'data/Documents'), { recursive: true });
      symlinkSync(join(folder, 'data'), join(folder, 'home'));
      symlinkSync('/', join(folder, 'root'));
      expect(await realFolder(join(folder, 'home/Documents'), clock)).toBe(join(folder, 'data/Documents'));
      expect(await realFolder(join(folder, 'gone'), clock)).toBeNull();
      expect(await realFolder(join(folder, 'root'), clock)).toBeNull();
      expect(clock.pendingTimers).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is not waited for longer than 2 s when the disk does not answer', async () => {
    const clock = new FakeClock();
    const told = realFolder('/net/gone', clock, () => new Promise(() => undefined));
    clock.advance(2_000);
    expect(await told).toBeNull();
  });
});
