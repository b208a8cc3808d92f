import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundleProgram } from '../../support/bundle-program';
import { waitFor } from '../../support/wait-for';
import { findListeners, findLocalListeners } from '../../support/outside-app';
import { FULL_ENGINE, hasFullEngine, SOCKET_LIBRARY } from './engine-bench';
import { commandLine, connectAs, processesWithHome } from './process-check';

const USERS = [64_001, 64_002] as const;

let shop: string;
let program: string;
beforeAll(async () => {
  shop = realpathSync(mkdtempSync(join(tmpdir(), 'pestle-users-')));
  const source = join(import.meta.dirname, 'engine-app.ts');
  const built = await bundleProgram(source, 'programs/engine-of-users', { isWhole: true });
  // Where both users can come in; the repository may be a place of its user alone.
  chmodSync(shop, 0o755);
  program = join(shop, 'app', basename(built));
  cpSync(dirname(built), dirname(program), { recursive: true });
});
afterAll(() => rmSync(shop, { recursive: true, force: true }));

const apps: ChildProcess[] = [];
const homeOf = (user: number): string => join(shop, `home-${user}`);
const guacdOf = (user: number): number[] =>
  processesWithHome(join(homeOf(user), 'included/home')).filter(
    (pid) => commandLine(pid)[0]?.endsWith('/sbin/guacd') === true,
  );

afterEach(async () => {
  for (const app of apps.splice(0)) app.kill('SIGKILL');
  await waitFor('the end of both', () => USERS.every((user) => guacdOf(user).length === 0));
  const left = [...newFoldersOf(USERS, before), ...USERS.map(homeOf)];
  for (const folder of left) rmSync(folder, { recursive: true, force: true });
});

let before: readonly string[];
beforeEach(() => {
  before = readdirSync('/tmp');
});

/** What has come to these users in the folder that all share. */
function newFoldersOf(users: readonly number[], before: readonly string[]): string[] {
  return readdirSync('/tmp')
    .filter((name) => !before.includes(name))
    .map((name) => join('/tmp', name))
    .filter((path) => users.includes(statSync(path, { throwIfNoEntry: false })?.uid ?? 0));
}

/** Runs an app as another user and resolves when its engine is ready. */
async function startAs(user: number): Promise<void> {
  mkdirSync(homeOf(user), { mode: 0o700 });
  chownSync(homeOf(user), user, user);
  const words = [process.execPath, program, FULL_ENGINE, homeOf(user), 'namespaces'];
  const app = spawn(
    'setpriv',
    ['--reuid', String(user), '--regid', String(user), '--clear-groups', ...words],
    // Both have their sockets among the temporary files, where the other can come, too.
    { stdio: ['ignore', 'pipe', 'inherit'], env: { PATH: process.env.PATH } },
  );
  apps.push(app);
  for await (const line of createInterface({ input: app.stdout })) if (line === 'ready') return;
  throw new Error('the app ended before its engine was ready');
}

/** Owner of a process, and where a guacd listens. */
const ownerOf = (pid: number): number => statSync(`/proc/${pid}`).uid;
const placesOf = (pid: number): string[] =>
  [...findListeners([pid]), ...findLocalListeners([pid])].map(({ address }) => address);

describe.skipIf(!hasFullEngine || process.getuid?.() !== 0)('the included engines of two users', () => {
  it.skipIf(SOCKET_LIBRARY === null)('take connections from their own user only', async () => {
    await Promise.all(USERS.map(startAs));
    const paths = USERS.map((user) => placesOf(guacdOf(user)[0] ?? 0)[0] ?? '');
    const [[one, other], [first, second]] = [USERS, paths as [string, string]];
    expect([connectAs(one, first), connectAs(other, second)]).toEqual(['open', 'open']);
    expect([connectAs(one, second), connectAs(other, first)]).toEqual(['EACCES', 'EACCES']);
  });

  it('run beside each other, each with the rights and the files of its own user', async () => {
    await Promise.all(USERS.map(startAs));
    const [[first = 0], [second = 0]] = [guacdOf(USERS[0]), guacdOf(USERS[1])];
    expect([ownerOf(first), ownerOf(second)]).toEqual([...USERS]);
    expect(placesOf(first)).toHaveLength(1);
    expect(placesOf(second)).toHaveLength(1);
    expect(placesOf(first)).not.toEqual(placesOf(second));
    for (const user of USERS) {
      const folders = [
        homeOf(user),
        ...['included', 'included/home', 'included/libraries'].map((name) => join(homeOf(user), name)),
      ];
      for (const folder of folders) expect(statSync(folder).mode & 0o777).toBe(0o700);
    }
    // Nothing of either is at a place where the other could meet it: each has a private folder, if anything.
    for (const folder of newFoldersOf(USERS, before)) expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readFileSync(`/proc/${first}/mountinfo`, 'utf8')).not.toContain(homeOf(USERS[1]));
  });
});
