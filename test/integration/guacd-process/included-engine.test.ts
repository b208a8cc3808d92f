import { mkdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/main/guacd-process/engine';
import { SANDBOXES } from '../../../src/main/guacd-process/sandbox-command';
import type { EngineIsolation } from '../../../src/shared/model/engine';
import { LiveSessions } from '../../support/live-sessions';
import { hasTestServers, readTestServers, type TestServers } from '../../support/servers';
import { EngineBench, FULL_ENGINE, hasFullEngine, stateOf, USABLE_ISOLATIONS } from './engine-bench';
import { processesWithHome } from './process-check';

let bench: EngineBench;
beforeEach(() => {
  bench = new EngineBench();
});
afterEach(() => bench.dispose());

function includedEngine(isolation: EngineIsolation): Engine {
  const sandboxes = SANDBOXES.filter((sandbox) => sandbox.isolation === isolation);
  return bench.engine({ choice: { kind: 'included' }, includedFolder: FULL_ENGINE, sandboxes });
}

describe.skipIf(!hasFullEngine).each(USABLE_ISOLATIONS)(
  'the included engine, isolated by %s',
  (isolation) => {
    it('is started anew for a folder that it was not given, when nothing is lost by that', async () => {
      const engine = includedEngine(isolation);
      const { pid } = await engine.start();
      const isShutIn = isolation !== 'none';
      const outOfReach = expect.objectContaining({ code: 'FOLDER_OUT_OF_REACH' }) as unknown as Error;
      if (isShutIn) await expect(engine.reach([bench.folder], () => false)).rejects.toThrow(outOfReach);
      await engine.reach([bench.folder], () => true);
      const next = await stateOf(engine, (state) => state.phase === 'ready');
      expect(next.pid !== pid).toBe(isShutIn);
      await engine.reach([bench.folder], () => false);
      expect(engine.state.phase).toBe('ready');
    });

    it('is given a folder that came after its start, and started anew for it', async () => {
      const engine = includedEngine(isolation);
      const disk = join(bench.folder, 'disk');
      engine.allowFolders([disk]);
      const { pid } = await engine.start();
      await engine.reach([disk], () => true);
      expect(engine.state.pid).toBe(pid);
      mkdirSync(disk);
      await engine.reach([disk], () => true);
      const next = await stateOf(engine, (state) => state.phase === 'ready');
      expect(next.pid !== pid).toBe(isolation !== 'none');
    });

    it('starts and knows all four protocols', async () => {
      const engine = includedEngine(isolation);
      expect(await engine.start()).toMatchObject({
        phase: 'ready',
        source: 'included',
        version: '1.3.0',
        isolation,
      });
      for (const protocol of ['ssh', 'vnc', 'rdp', 'telnet']) {
        expect(await engine.parameterNames(protocol)).toContain('hostname');
      }
    });

    it('R1: comes back by itself after it was killed', async () => {
      const engine = includedEngine(isolation);
      const { pid } = await engine.start();
      process.kill(pid ?? 0, 'SIGKILL');
      await stateOf(engine, (state) => state.phase === 'restarting');
      const next = await stateOf(engine, (state) => state.phase === 'ready');
      expect(next.pid).not.toBe(pid);
    });
  },
);

/** What the system has to bring: glibc. */
const SYSTEM = /\/(ld-linux-[\w-]+|lib(c|m|dl|pthread|resolv|rt|util|anl|mvec|nss_\w+))\.so\.\d+$/;

/** What a process of guacd has mapped; nothing when it is of another program or has just ended. */
function mapsOfGuacd(pid: number): string[] {
  try {
    if (!readlinkSync(`/proc/${pid}/exe`).endsWith('/guacd')) return [];
    return readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** Libraries that the processes of guacd have mapped, those of glibc left out. */
function mappedLibraries(): string[] {
  const lines = processesWithHome(bench.includedHome).flatMap(mapsOfGuacd);
  const paths = lines.map((line) => line.split(/\s+/)[5] ?? '').filter((path) => /\.so(\.|$)/.test(path));
  return [...new Set(paths)].filter((path) => !SYSTEM.test(path)).sort();
}

/** What the first try gives that does not fail. */
async function firstOf<T>(tries: number, make: () => Promise<T>): Promise<T> {
  return make().catch((error: unknown) => {
    if (tries <= 1) throw error;
    return firstOf(tries - 1, make);
  });
}

describe.skipIf(!hasFullEngine || !hasTestServers()).each(USABLE_ISOLATIONS)(
  'sessions through the included engine, isolated by %s',
  (isolation) => {
    let servers: TestServers;
    let sessions: LiveSessions;
    let engine: Engine;
    /** A folder of the user. */
    let drive: string;

    beforeEach(async () => {
      servers = readTestServers();
      drive = join(bench.folder, 'shared folder');
      mkdirSync(drive);
      engine = includedEngine(isolation);
      engine.allowFolders([drive]);
      await engine.start();
      sessions = new LiveSessions(await engine.address());
    });
    afterEach(() => sessions.manager.disposeAll());

    const at = (server: keyof TestServers['ports']): Record<string, string> => ({
      hostname: servers.host,
      port: String(servers.ports[server]),
    });

    it('draws the text of a terminal with a font of its own', async () => {
      const { username, password } = servers;
      const { id, page } = sessions.open('ssh', { ...at('ssh'), username, password });
      await sessions.reach(id, 'live');
      page.type("printf '\\033]0;here\\007'");
      await page.waitForInstruction('name', 'here');
      await page.waitForInstruction('img');
    });

    it('shows a VNC desktop', async () => {
      const { id, page } = sessions.open('vnc', { ...at('vnc'), password: servers.vncPassword });
      await sessions.reach(id, 'live');
      await page.waitForInstruction('img');
    });

    it('logs in through telnet', async () => {
      const { username, password } = servers;
      const patterns = { 'username-regex': 'login:', 'password-regex': 'Password:' };
      const { id, page } = sessions.open('telnet', { ...at('telnet'), username, password, ...patterns });
      await sessions.reach(id, 'live');
      await page.waitForInstruction('img');
    });

    it('has sound and a drive in RDP, by channel plug-ins and libraries of its own only', async () => {
      const parameters = {
        ...at('rdp'),
        ...{ username: servers.username, password: servers.password, domain: 'session', security: 'any' },
        ...{ 'ignore-cert': 'true', 'enable-drive': 'true', 'drive-path': drive },
      };
      // On a busy computer guacd 1.3.0 may tell such things before anybody is there to hear them.
      const page = await firstOf(3, async () => {
        const { id, page: opened } = sessions.open('rdp', parameters);
        await sessions.reach(id, 'live');
        await opened.waitForInstruction('filesystem');
        return opened;
      });
      await page.waitForInstruction('audio');
      await page.waitForInstruction('img');
      const log = engine.log(null).map(({ text }) => text);
      expect(log.filter((line) => /cannot open shared object|LoadLibrary|will not work/i.test(line))).toEqual(
        [],
      );
      const libraries = mappedLibraries();
      expect(libraries).toContain(join(FULL_ENGINE, 'freerdp2/libguac-common-svc-client.so'));
      expect(libraries).toContain(join(bench.home, 'included/libraries/libguac-client-rdp.so'));
      const own = [FULL_ENGINE, join(bench.home, 'included/libraries')];
      expect(libraries.filter((path) => !own.some((folder) => path.startsWith(`${folder}/`)))).toEqual([]);
    });
  },
);
