import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeSocketFolder, type SocketFolder } from '../../../../src/main/guacd-process/socket-folder';

const LIBRARY = '/opt/My App: new/engine/lib/local-socket.so';

let base: string;
let runtime: string;
let home: string;
let made: (SocketFolder | null)[];
beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'pestle-sockets-')));
  runtime = join(base, 'run');
  home = join(base, 'home');
  for (const folder of [runtime, home]) mkdirSync(folder, { mode: 0o700 });
  made = [];
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const folder of made) await folder?.remove();
  rmSync(base, { recursive: true });
});

async function make(place: string | null = runtime, homeFolder = home): Promise<SocketFolder | null> {
  const env = place === null ? {} : { XDG_RUNTIME_DIR: place };
  const folder = await makeSocketFolder({ env, homeFolder, library: LIBRARY });
  made.push(folder);
  return folder;
}

const modeOf = (path: string): number => lstatSync(path).mode & 0o777;

describe('the folder for the socket of an engine', () => {
  it("is the user's alone, among the user's sockets, and holds a way to the library without special characters", async () => {
    const folder = await make();
    expect(dirname(folder?.folder ?? '')).toBe(runtime);
    expect(modeOf(folder?.folder ?? '')).toBe(0o700);
    expect(folder?.socketPath).toBe(join(folder?.folder ?? '', 'guacd'));
    expect(existsSync(folder?.socketPath ?? '')).toBe(false);
    expect(readlinkSync(folder?.libraryPath ?? '')).toBe(LIBRARY);
    expect(folder?.libraryPath).not.toMatch(/[\s:;$]/);
  });

  it('is removed with what is in it', async () => {
    const folder = await make();
    writeFileSync(folder?.socketPath ?? '', '');
    await folder?.remove();
    expect(readdirSync(runtime)).toEqual([]);
    await folder?.remove();
  });

  it('keeps what an engine that was taken over has put there, rather than to follow it', async () => {
    const folder = await make();
    const precious = join(base, 'precious');
    mkdirSync(precious);
    writeFileSync(join(precious, 'file'), '');
    symlinkSync(precious, join(folder?.folder ?? '', 'link'));
    symlinkSync(join(precious, 'file'), folder?.socketPath ?? '');
    await folder?.remove();
    expect(readdirSync(precious)).toEqual(['file']);
    expect(readdirSync(folder?.folder ?? '')).toEqual(['link']);
  });

  it('that an earlier engine of the same home left behind is removed, and no other', async () => {
    const left = await make();
    writeFileSync(left?.socketPath ?? '', '');
    const other = await make(runtime, join(base, 'another'));
    mkdirSync(join(runtime, 'pestle-of-mine'));
    const next = await make();
    expect(existsSync(left?.folder ?? '')).toBe(false);
    expect(existsSync(other?.folder ?? '')).toBe(true);
    expect(existsSync(next?.folder ?? '')).toBe(true);
    expect(existsSync(join(runtime, 'pestle-of-mine'))).toBe(true);
  });

  it.each<[string, () => string | null]>([
    ['is not there', () => join(base, 'nowhere')],
    ['is not set', () => null],
    ['is relative', () => 'run'],
    [
      'lets others in',
      () => {
        chmodSync(runtime, 0o755);
        return runtime;
      },
    ],
    [
      'is a link',
      () => {
        symlinkSync(runtime, join(base, 'link'));
        return join(base, 'link');
      },
    ],
    [
      'has a path that is too long for a socket',
      () => {
        const long = join(runtime, 'x'.repeat(100));
        mkdirSync(long, { mode: 0o700 });
        return long;
      },
    ],
    [
      'has a path that the loader takes for two',
      () => {
        const spaced = join(base, 'my run');
        mkdirSync(spaced, { mode: 0o700 });
        return spaced;
      },
    ],
  ])("is with the temporary files when the user's folder for sockets %s", async (_, place) => {
    const folder = await make(place());
    expect(dirname(folder?.folder ?? '')).toBe(realpathSync(tmpdir()));
    expect(modeOf(folder?.folder ?? '')).toBe(0o700);
  });

  it.skipIf(process.getuid?.() !== 0)('is not made where the folder belongs to another user', async () => {
    chownSync(runtime, 64_001, 64_001);
    expect(dirname((await make())?.folder ?? '')).toBe(realpathSync(tmpdir()));
  });

  it.each([
    ['in a folder where all can rename', 0o777, 0o1777],
    ['in a folder where a group can rename', 0o770, 0o1770],
  ])('is not made %s what is not theirs', async (_, open, sticky) => {
    const shared = join(base, 'shared');
    mkdirSync(shared);
    vi.stubEnv('TMPDIR', shared);
    chmodSync(shared, open);
    expect(dirname((await make(null))?.folder ?? '')).toBe(home);
    chmodSync(shared, sticky);
    expect(dirname((await make(null))?.folder ?? '')).toBe(shared);
  });

  it.skipIf(process.getuid?.() !== 0)(
    'is not made in a folder of another user, who can rename all in it',
    async () => {
      const shared = join(base, 'shared');
      mkdirSync(shared);
      chownSync(shared, 64_001, 64_001);
      vi.stubEnv('TMPDIR', shared);
      expect(dirname((await make(null))?.folder ?? '')).toBe(home);
    },
  );

  it('has the longest path that a socket may have, and no longer one', async () => {
    // A name of ours has 27 bytes with its slash, and the socket six more.
    const room = 107 - 27 - 6;
    const exact = join(runtime, 'x'.repeat(room - runtime.length - 1));
    const tooLong = `${exact}x`;
    for (const folder of [exact, tooLong]) mkdirSync(folder, { mode: 0o700 });
    const folder = await make(exact);
    expect(dirname(folder?.folder ?? '')).toBe(exact);
    expect(Buffer.byteLength(folder?.socketPath ?? '')).toBe(107);
    expect(dirname((await make(tooLong))?.folder ?? '')).toBe(realpathSync(tmpdir()));
  });
});
