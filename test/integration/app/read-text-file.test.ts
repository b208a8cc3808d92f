import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_TEXT_FILE_BYTES, readTextFile } from '../../../src/main/app/read-text-file';

describe('readTextFile', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pestle-text-'));
    file = join(folder, 'key');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('reads a file up to the limit, without its byte order mark', async () => {
    writeFileSync(file, '\uFEFFschlüssel\n');
    expect(await readTextFile(file)).toBe('schlüssel\n');
    writeFileSync(file, 'x'.repeat(MAX_TEXT_FILE_BYTES));
    expect(await readTextFile(file)).toHaveLength(MAX_TEXT_FILE_BYTES);
  });

  it.each([
    ['a file over the limit', Buffer.alloc(MAX_TEXT_FILE_BYTES + 1, 0x78)],
    ['bytes that are not UTF-8', Buffer.from([0xff, 0xfe, 0x41])],
    ['a file with NUL characters', Buffer.from('a\0b')],
  ])('refuses %s', async (_what, content) => {
    writeFileSync(file, content);
    await expect(readTextFile(file)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  it('refuses what is not an ordinary file, without waiting for it, and does not name paths', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    for (const path of [folder, join(folder, 'pipe'), join(folder, 'nothing'), '/dev/zero']) {
      const error: unknown = await readTextFile(path).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'FILE_UNREADABLE' });
      expect(String(error)).not.toContain(folder);
    }
  });
});
