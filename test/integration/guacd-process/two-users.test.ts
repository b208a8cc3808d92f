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
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bundleProgram } from '../../support/bundle-program';
import { waitFor } from '../../support/wait-for';
import { FULL_ENGINE, hasFullEngine } from './engine-bench';
import { commandLine, processesWithHome } from './process-check';

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
  processesWithHome(join(homeOf(user), 'included/home')).filter((pid) =>
    commandLine(pid)[0]?.endsWith('/sbin/guacd'),
  );
afterEach(async () => {
  for (const app of apps.splice(0)) app.kill('SIGKILL');
  await waitFor('the end of both', () => USERS.every((user) => guacdOf(user).length === 0));
});

/** Runs an app as another user and resolves when its engine is ready. */
async function startAs(user: number): Promise<void> {
  mkdirSync(homeOf(user), { mode: 0o700 });
  chownSync(homeOf(user), user, user);
  const words = [process.execPath, program, FULL_ENGINE, homeOf(user), 'namespaces'];
  const app = spawn(
    'setpriv',
    ['--reuid', String(user), '--regid', String(user), '--clear-groups', ...words],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  apps.push(app);
  for await (const line of createInterface({ input: app.stdout })) if (line === 'ready') return;
  throw new Error('the app ended before its engine was ready');
}

/** Owner of a process, and the port that a guacd listens on. */
const ownerOf = (pid: number): number => statSync(`/proc/${pid}`).uid;
const portOf = (pid: number): string => commandLine(pid).at(-1) ?? '';

describe.skipIf(!hasFullEngine || process.getuid?.() !== 0)('the included engines of two users', () => {
  it('run beside each other, each with the rights and the files of its own user', async () => {
    const before = readdirSync('/tmp');
    await Promise.all(USERS.map(startAs));
    const [[first = 0], [second = 0]] = [guacdOf(USERS[0]), guacdOf(USERS[1])];
    expect([ownerOf(first), ownerOf(second)]).toEqual([...USERS]);
    expect(portOf(first)).not.toBe(portOf(second));
    for (const user of USERS) {
      const folders = [
        homeOf(user),
        ...['included', 'included/home', 'included/libraries'].map((name) => join(homeOf(user), name)),
      ];
      for (const folder of folders) expect(statSync(folder).mode & 0o777).toBe(0o700);
    }
    // Nothing of either is at a place where the other could meet it.
    const users: readonly number[] = USERS;
    const own = (name: string): boolean =>
      users.includes(statSync(join('/tmp', name), { throwIfNoEntry: false })?.uid ?? 0);
    expect(readdirSync('/tmp').filter((name) => !before.includes(name) && own(name))).toEqual([]);
    expect(readFileSync(`/proc/${first}/mountinfo`, 'utf8')).not.toContain(homeOf(USERS[1]));
  });
});
