import { describe, expect, it } from 'vitest';
import { describeFolders } from '../../../../src/main/app/folder-words';

describe('describeFolders', () => {
  it('names the connection, the computer and each folder with what is done to it', () => {
    const { message, detail } = describeFolders({
      connection: 'Office desktop',
      host: 'desk.example',
      uses: [
        { kind: 'share', path: '/home/ann/share' },
        { kind: 'record', path: '/rec/today' },
        { kind: 'transcript', path: '/logs/today' },
      ],
    });
    expect(message).toBe('May “Office desktop” use these folders?');
    expect(detail.split('\n\n')).toEqual([
      '“desk.example” can read and change everything in /home/ann/share',
      'The session is recorded to /rec/today',
      'The terminal’s text is written to /logs/today',
      expect.stringContaining('on the computer that runs the engine'),
    ]);
  });

  it('says so when a drive without a folder would share everything', () => {
    const { detail } = describeFolders({ connection: 'x', host: '', uses: [{ kind: 'share', path: '' }] });
    expect(detail).toContain('The remote computer can read and change every file');
  });

  it('lets no text break a line, turn its direction or push the rest off the screen', () => {
    const path = `/a\n\u202E\u2028${'b'.repeat(8000)}/end`;
    const { message, detail } = describeFolders({
      connection: 'x\u0000y',
      host: 'h',
      uses: [{ kind: 'record', path }],
    });
    const [line = ''] = detail.split('\n\n');
    expect(message).toContain('x\uFFFDy');
    expect(line).toMatch(/^The session is recorded to \/a\uFFFD{3}b+ … b+\/end$/);
    expect(line.length).toBeLessThan(260);
  });
});
