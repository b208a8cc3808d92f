import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolverPath } from '../../../../src/main/guacd-process/resolver-path';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'pestle-resolver-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('what a sandboxed engine sees for finding name servers', () => {
  it('is the file alone where its folder holds more than that', async () => {
    const file = join(folder, 'resolv.conf');
    writeFileSync(file, 'nameserver 127.0.0.1\n');
    writeFileSync(join(folder, 'bus'), '');
    const link = join(folder, 'link');
    symlinkSync('resolv.conf', link);
    expect(await resolverPath(link)).toBe(file);
  });

  it('is never a folder that a link leads to', async () => {
    const target = join(folder, 'target');
    mkdirSync(target);
    const link = join(folder, 'link');
    symlinkSync(target, link);
    expect(await resolverPath(link)).toBeNull();
  });

  it('is nothing when there is no such file', async () => {
    symlinkSync(join(folder, 'gone'), join(folder, 'link'));
    expect(await resolverPath(join(folder, 'link'))).toBeNull();
    expect(await resolverPath(join(folder, 'none'))).toBeNull();
  });
});
