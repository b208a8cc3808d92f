import { describe, expect, it } from 'vitest';
import { FolderReach } from '../../../../src/main/guacd-process/folder-reach';

describe('the folders that a sandboxed engine may use', () => {
  it('are those that were wanted when it started', () => {
    const reach = new FolderReach();
    reach.want(['/a']);
    expect(reach.give()).toEqual(['/a']);
    expect(reach.lacks(['/a'])).toBe(false);
    reach.want(['/b']);
    expect(reach.lacks(['/a', '/b'])).toBe(true);
    expect(reach.give()).toEqual(['/a', '/b']);
    expect(reach.lacks(['/b'])).toBe(false);
  });

  it('are bounded: those that were wanted last stay', () => {
    const reach = new FolderReach();
    reach.want(Array.from({ length: 500 }, (_, index) => `/${index}`));
    expect(reach.give()).toHaveLength(200);
    expect(reach.lacks(['/499'])).toBe(false);
    expect(reach.lacks(['/0'])).toBe(true);
  });
});
