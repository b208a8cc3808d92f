import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createDesktopLinkHandler,
  desktopFolders,
} from '../../../../src/main/link-handling/desktop-link-handler';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'pestle-links-'));
  mkdirSync(join(home, '.local/share/applications'), { recursive: true });
  writeFileSync(join(home, '.local/share/applications/pestle.desktop'), '');
});
afterEach(() => rmSync(home, { recursive: true }));

const ALL = ['ssh', 'rdp', 'vnc', 'telnet'];
const handler = (env: Record<string, string> = {}) =>
  createDesktopLinkHandler(desktopFolders({ XDG_DATA_DIRS: join(home, 'system'), ...env }, home));
const list = (name = 'mimeapps.list') => join(home, '.config', name);
function writeList(text: string, name?: string): void {
  mkdirSync(join(home, '.config'), { recursive: true });
  writeFileSync(list(name), text);
}

describe('links on a Linux desktop', () => {
  it('are left alone until somebody wants them', () => {
    expect(handler().state()).toEqual({ schemes: [], obstacle: null });
    expect(() => readFileSync(list())).toThrow('ENOENT');
  });

  it('open in Pestle once that is wanted, and in nothing when it is taken back', () => {
    expect(handler().set(true)).toEqual({ schemes: ALL, obstacle: null });
    expect(readFileSync(list(), 'utf8')).toContain('x-scheme-handler/ssh=pestle.desktop;');
    expect(handler().set(false)).toEqual({ schemes: [], obstacle: null });
    expect(readFileSync(list(), 'utf8').trim()).toBe('[Default Applications]');
  });

  it('go back to the program of before', () => {
    const before = '[Default Applications]\nx-scheme-handler/ssh=terminal.desktop;\ntext/html=b.desktop\n';
    writeList(before);
    expect(handler().state().schemes).toEqual([]);
    handler().set(true);
    expect(readFileSync(list(), 'utf8')).toContain('ssh=pestle.desktop;terminal.desktop;');
    handler().set(false);
    expect(readFileSync(list(), 'utf8')).toBe(before);
  });

  it('are chosen where the desktop looks first', () => {
    writeList('[Default Applications]\nx-scheme-handler/vnc=viewer.desktop\n', 'gnome-mimeapps.list');
    const env = { XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' };
    expect(handler(env).set(true).schemes).toEqual(ALL);
    expect(readFileSync(list('gnome-mimeapps.list'), 'utf8')).toContain('vnc=pestle.desktop;viewer.desktop;');
    expect(readFileSync(list(), 'utf8')).not.toContain('vnc');
    expect(handler(env).set(false).schemes).toEqual([]);
  });

  it('cannot open in a Pestle that the desktop does not know', () => {
    rmSync(join(home, '.local/share/applications/pestle.desktop'));
    expect(handler().state()).toEqual({ schemes: [], obstacle: 'no-desktop-entry' });
    mkdirSync(join(home, 'system/applications'), { recursive: true });
    writeFileSync(join(home, 'system/applications/pestle.desktop'), '');
    expect(handler().state().obstacle).toBeNull();
  });

  it('keep a list that lies elsewhere where it is', () => {
    const elsewhere = join(home, 'dotfiles-mimeapps.list');
    writeFileSync(elsewhere, '');
    mkdirSync(join(home, '.config'));
    symlinkSync(elsewhere, list());
    handler().set(true);
    expect(readFileSync(elsewhere, 'utf8')).toContain('telnet=pestle.desktop;');
  });

  it('are not written over a list that cannot be read', () => {
    mkdirSync(list(), { recursive: true });
    expect(() => handler().set(true)).toThrow(expect.objectContaining({ code: 'LINKS_NOT_SET' }));
  });
});
