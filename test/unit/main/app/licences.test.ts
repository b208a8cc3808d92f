import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLicences } from '../../../../src/main/app/licences';

let folder: string;
let notices: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pestle-licences-'));
  notices = join(folder, 'NOTICES.txt');
});
afterEach(() => rmSync(folder, { recursive: true }));

const unreadable = expect.objectContaining({ code: 'FILE_UNREADABLE' }) as Error;

describe('the licence notices', () => {
  it('are read as they are', () => {
    writeFileSync(notices, 'react (MIT) © people\n');
    expect(readLicences(notices)).toBe('react (MIT) © people\n');
  });

  it('that a package has lost, that are too large, or a link to something else, are not shown', () => {
    expect(() => readLicences(notices)).toThrow(unreadable);
    writeFileSync(notices, Buffer.alloc(1_048_577));
    expect(() => readLicences(notices)).toThrow(unreadable);
    rmSync(notices);
    symlinkSync('/etc/passwd', notices);
    expect(() => readLicences(notices)).toThrow(unreadable);
  });
});
