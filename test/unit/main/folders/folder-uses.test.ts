import { describe, expect, it } from 'vitest';
import { folderUsesOf } from '../../../../src/main/folders/folder-uses';

describe('folderUsesOf', () => {
  it.each<[string, Record<string, string>, unknown[]]>([
    ['nothing without a folder', { hostname: 'a', 'drive-name': 'x', 'recording-name': 'y' }, []],
    ['no drive that is switched off', { 'drive-path': '/data', 'enable-drive': 'false' }, []],
    ['a drive', { 'drive-path': '/data', 'enable-drive': 'true' }, [{ kind: 'share', path: '/data' }]],
    ['everything when a drive has no folder', { 'enable-drive': 'true' }, [{ kind: 'share', path: '' }]],
    [
      'a recording by the name that guacd gives it',
      { 'recording-path': '/rec', 'recording-name': '' },
      [{ kind: 'record', path: '/rec/recording' }],
    ],
    [
      'a recording whose name leads out of its folder',
      { 'recording-path': '/rec', 'recording-name': '../home/ann/.bashrc' },
      [{ kind: 'record', path: '/rec/../home/ann/.bashrc' }],
    ],
    [
      "a terminal's text",
      { 'typescript-path': '/logs', 'typescript-name': 'today' },
      [{ kind: 'transcript', path: '/logs/today' }],
    ],
  ])('finds %s', (_, parameters, uses) => {
    expect(folderUsesOf(parameters)).toEqual(uses);
  });
});
