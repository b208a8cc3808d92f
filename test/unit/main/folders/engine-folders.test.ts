import { describe, expect, it } from 'vitest';
import { engineFoldersOf } from '../../../../src/main/folders/engine-folders';

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
