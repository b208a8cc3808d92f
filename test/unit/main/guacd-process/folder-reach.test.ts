import { beforeEach, describe, expect, it } from 'vitest';
import { FolderReach } from '../../../../src/main/guacd-process/folder-reach';

/** Folders that are not there. */
let absent: Set<string>;
/** Where folders really are. */
let top: string;
let reach: FolderReach;
beforeEach(() => {
  [absent, top] = [new Set(), '/real'];
  reach = new FolderReach((folder) => Promise.resolve(absent.has(folder) ? null : `${top}${folder}`));
});

describe('the folders that a sandboxed engine may use', () => {
  it('are those that were wanted when it started, where they really are', async () => {
    reach.want(['/a']);
    expect(await reach.give()).toEqual(['/real/a']);
    expect(await reach.lacks(['/a'])).toBe(false);
    reach.want(['/b']);
    expect(await reach.lacks(['/a', '/b'])).toBe(true);
    expect(await reach.give()).toEqual(['/real/a', '/real/b']);
    expect(await reach.lacks(['/b'])).toBe(false);
  });

  it('leave out one that was not there then, which is lacking once it is', async () => {
    absent.add('/disk');
    reach.want(['/a', '/disk']);
    expect(await reach.give()).toEqual(['/real/a']);
    expect(await reach.lacks(['/disk'])).toBe(false);
    absent.clear();
    expect(await reach.lacks(['/disk'])).toBe(true);
    expect(await reach.give()).toEqual(['/real/a', '/real/disk']);
    expect(await reach.lacks(['/disk'])).toBe(false);
  });

  it('lack one that has come to lead elsewhere', async () => {
    reach.want(['/a']);
    await reach.give();
    top = '/other';
    expect(await reach.lacks(['/a'])).toBe(true);
  });

  it('are bounded: those that were wanted last stay', async () => {
    reach.want(Array.from({ length: 500 }, (_, index) => `/${index}`));
    expect(await reach.give()).toHaveLength(200);
    expect(await reach.lacks(['/499'])).toBe(false);
    expect(await reach.lacks(['/0'])).toBe(true);
  });
});
