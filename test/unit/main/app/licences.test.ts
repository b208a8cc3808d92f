import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLicences } from '../../../../src/main/app/licences';

let resources: string;
let shown: string[];

beforeEach(() => {
  shown = [];
  resources = mkdtempSync(join(tmpdir(), 'pestle-licences-'));
  mkdirSync(join(resources, 'licences'));
});
afterEach(() => rmSync(resources, { recursive: true }));

const notices = () => join(resources, 'licences', 'NOTICES.txt');
const packaged = () => createLicences(resources, (path) => shown.push(path));

describe('the licence notices', () => {
  it('are read from the one place of a package, and shown there', () => {
    writeFileSync(notices(), 'react (MIT) © people\n');
    expect(packaged().read()).toBe('react (MIT) © people\n');
    packaged().showFiles();
    expect(shown).toEqual([notices()]);
  });

  it('that a package has lost, or that are too large, are told as such', () => {
    expect(() => packaged().read()).toThrow(expect.objectContaining({ code: 'FILE_UNREADABLE' }));
    writeFileSync(notices(), Buffer.alloc(1_048_577));
    expect(() => packaged().read()).toThrow(expect.objectContaining({ code: 'FILE_UNREADABLE' }));
  });

  it('are none in a development run', () => {
    const licences = createLicences(null, (path) => shown.push(path));
    licences.showFiles();
    expect([licences.read(), shown]).toEqual([null, []]);
  });
});
