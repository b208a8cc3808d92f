import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { waitFor } from '../../support/wait-for';
import { FULL_ENGINE, SOCKET_LIBRARY as library } from '../guacd-process/engine-bench';

let folder: string;
let guacd: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pestle-socket-'));
});
afterEach(async () => {
  if (guacd?.exitCode === null && guacd.signalCode === null) {
    guacd.kill('SIGKILL');
    await once(guacd, 'exit');
  }
  guacd = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** A port of loopback that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Starts the guacd of the included engine with the library. */
async function start(variables: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const port = await freePort();
  const env = { LD_LIBRARY_PATH: join(FULL_ENGINE, 'lib'), LD_PRELOAD: library ?? '', ...variables };
  guacd = spawn(join(FULL_ENGINE, 'sbin/guacd'), ['-f', '-b', '127.0.0.1', '-l', String(port)], {
    env,
    stdio: 'ignore',
  });
  return guacd;
}

/** Numbers of the sockets that a process has open. */
function socketsOf(pid: number): Set<string> {
  const targets = readdirSync(`/proc/${pid}/fd`).map((name) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${name}`);
    } catch {
      return '';
    }
  });
  return new Set(targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []));
}

/** Kinds of the sockets that a process listens on: `tcp`, `unix`. */
function listening(pid: number): string[] {
  const own = socketsOf(pid);
  const rows = (name: string): string[][] =>
    readFileSync(`/proc/${pid}/net/${name}`, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/));
  // Columns of proc(5): state 0A is LISTEN, and the flag 10000 of a local socket says that it accepts.
  const tcp = [...rows('tcp'), ...rows('tcp6')].filter((row) => row[3] === '0A' && own.has(row[9] ?? ''));
  const local = rows('unix').filter((row) => row[3] === '00010000' && own.has(row[6] ?? ''));
  return [...tcp.map(() => 'tcp'), ...local.map(() => 'unix')];
}

const listens = (process: ChildProcess): Promise<boolean> =>
  waitFor('guacd to listen', () => listening(process.pid ?? 0).length > 0, { deadlineMs: 10_000 });

/** The first that guacd answers when it is asked for a protocol. */
async function askFor(protocol: string, path: string): Promise<string> {
  const socket = connect({ path });
  try {
    await once(socket, 'connect');
    socket.write(`6.select,${protocol.length}.${protocol};`);
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    return chunk.toString('latin1');
  } finally {
    socket.destroy();
  }
}

describe.skipIf(library === null)('a guacd that is given a local socket', () => {
  it('listens there for the user alone, and on no port', async () => {
    const path = join(folder, 'engine');
    writeFileSync(path, 'left by an engine before');
    const process = await start({ PESTLE_ENGINE_SOCKET: path });
    await listens(process);
    expect(listening(process.pid ?? 0)).toEqual(['unix']);
    expect(lstatSync(path).isSocket()).toBe(true);
    expect(lstatSync(path).mode & 0o777).toBe(0o600);
    for (const protocol of ['ssh', 'vnc', 'rdp', 'telnet']) {
      expect(await askFor(protocol, path)).toMatch(/^4\.args,13\.VERSION_1_3_0,/);
    }
  });

  it('has no stack that can be executed, whatever library it loads', async () => {
    const path = join(folder, 'engine');
    const process = await start({ PESTLE_ENGINE_SOCKET: path });
    await listens(process);
    const maps = readFileSync(`/proc/${process.pid}/maps`, 'utf8').split('\n');
    expect(maps.filter((line) => line.endsWith('[stack]')).map((line) => line.split(' ')[1])).toEqual([
      'rw-p',
    ]);
    expect(maps.filter((line) => / .wx/.test(line))).toEqual([]);
  });

  it.each([
    ['is too long', (): string => join(folder, 'x'.repeat(108))],
    ['leads to no folder', (): string => join(folder, 'absent', 'engine')],
  ])('ends, and opens no port, when the path %s', async (_, pathOf) => {
    const process = await start({ PESTLE_ENGINE_SOCKET: pathOf() });
    const [code] = (await once(process, 'exit')) as [number | null];
    expect(code).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is gone from the environment of what is run later, and so are the libraries of the engine', () => {
    const program = `require('node:net').createServer().listen(0, '127.0.0.1', () => {
      const names = Object.keys(process.env).filter((name) => /^(LD_|PESTLE_)/.test(name));
      process.stdout.write(JSON.stringify([names, require('node:fs').readdirSync('.')]));
      process.exit();
    })`;
    const libraries = { LD_PRELOAD: library ?? '', LD_LIBRARY_PATH: join(FULL_ENGINE, 'modules') };
    const env = { ...libraries, PESTLE_ENGINE_SOCKET: join(folder, 'engine') };
    const { stdout } = spawnSync(process.execPath, ['-e', program], { cwd: folder, env, encoding: 'utf8' });
    expect(JSON.parse(stdout)).toEqual([[], ['engine']]);
  });

  it('listens where it was told to when it is given none', async () => {
    const process = await start({});
    await listens(process);
    expect(listening(process.pid ?? 0)).toEqual(['tcp']);
    expect(existsSync(join(folder, 'engine'))).toBe(false);
  });
});
