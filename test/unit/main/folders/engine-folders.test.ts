import { describe, expect, it } from 'vitest';
import { engineFoldersOf, withRealFolders } from '../../../../src/main/folders/engine-folders';

describe('the folders that the engine needs for a connection', () => {
  it('are those of its drive, recording and transcript, and whether each is to be made', () => {
    const folders = engineFoldersOf({
      'enable-drive': 'true',
      'drive-path': '/d',
      'create-drive-path': 'true',
      'recording-path': '/r',
      'typescript-path': '/t',
      'create-typescript-path': 'false',
    });
    expect(folders).toEqual([
      { path: '/d', isMade: true },
      { path: '/r', isMade: false },
      { path: '/t', isMade: false },
    ]);
  });

  it('leave out a drive that is off, and what is no absolute path', () => {
    expect(engineFoldersOf({ 'drive-path': '/d', 'recording-path': 'here', 'typescript-path': '' })).toEqual(
      [],
    );
  });
});

describe('the folders that the engine is told', () => {
  it('are where they really are, and as they were asked for when they are not found', async () => {
    const real: Record<string, string> = {
      '/home/u/Documents': '/data/Documents',
      '/home/u/log': '/data/log',
    };
    const asked = {
      hostname: '/home/u/log',
      'enable-drive': 'true',
      'drive-path': '/home/u/Documents',
      'recording-path': '/home/u/gone',
      'recording-name': '/home/u/log',
      'typescript-path': '/home/u/log',
    };
    const told = await withRealFolders(asked, (path) => Promise.resolve(real[path] ?? null));
    expect(told).toEqual({
      ...asked,
      'drive-path': '/data/Documents',
      'typescript-path': '/data/log',
    });
  });
});
