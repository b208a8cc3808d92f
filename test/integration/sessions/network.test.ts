import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, type TestContext } from 'vitest';
import { readAddresses } from '../../../src/main/app/read-addresses';
import { findFreePort } from '../../../src/main/guacd-process/free-port';
import { Surroundings } from '../../../src/main/app/surroundings';
import { systemClock } from '../../../src/shared/clock';
import type { SessionPhase } from '../../../src/shared/model/session-state';
import { FarNetwork, whyNoFarNetwork } from '../../support/far-network';
import { LiveSessions, type LivePage } from '../../support/live-sessions';
import { hasTestServers, readTestServers } from '../../support/servers';
import { SlowLine } from '../../support/slow-line';
import { waitFor } from '../../support/wait-for';

const GUACD = '/usr/sbin/guacd';
const VNC_SERVER = '/usr/bin/Xtigervnc';
const FAR_GUACD_PORT = 4822;
const FAR_VNC_PORT = 5900;

const missing = [GUACD, VNC_SERVER].filter((program) => !existsSync(program));
const whyNotFar = missing.length > 0 ? `there is no ${missing.join(', no ')}` : whyNoFarNetwork();
const farTitle = whyNotFar === null ? '' : ` (not here: ${whyNotFar})`;

/** Every phase of a session with the milliseconds since `mark`. */
class PhaseLog {
  readonly entries: { phase: SessionPhase; atMs: number }[] = [];
  #since = performance.now();

  constructor(sessions: LiveSessions, id: string) {
    sessions.manager.onChanged((state) => {
      if (state.id === id) this.entries.push({ phase: state.phase, atMs: performance.now() - this.#since });
    });
  }

  mark(): void {
    this.entries.length = 0;
    this.#since = performance.now();
  }

  get phases(): SessionPhase[] {
    return this.entries.map(({ phase }) => phase);
  }

  firstAt(phase: SessionPhase): number {
    return this.entries.find((entry) => entry.phase === phase)?.atMs ?? NaN;
  }
}

type Scene = { sessions: LiveSessions; id: string; page: LivePage; log: PhaseLog };

/** The tests of this file run side by side, because they wait: what one cleans up must be its own. */
type Cleanup = TestContext['onTestFinished'];

async function openLive(
  onTestFinished: Cleanup,
  sessions: LiveSessions,
  ...of: Parameters<LiveSessions['open']>
): Promise<Scene> {
  onTestFinished(() => sessions.manager.disposeAll());
  const { id, page } = sessions.open(...of);
  const log = new PhaseLog(sessions, id);
  await sessions.reach(id, 'live');
  log.mark();
  return { sessions, id, page, log };
}

/** Waits until something comes from guacd that was not on the way already. */
async function hearAgain({ page }: Scene): Promise<void> {
  await page.waitForInstruction('sync');
  const before = page.bytes;
  await waitFor('news from guacd', () => page.bytes > before, { deadlineMs: 15_000 });
}

async function listens(host: string, port: number): Promise<void> {
  let isUp = false;
  await waitFor(
    `port ${port}`,
    () => {
      const socket = connect(port, host);
      socket.on('connect', () => {
        isUp = true;
        socket.destroy();
      });
      socket.on('error', () => undefined);
      return isUp;
    },
    { deadlineMs: 20_000 },
  );
}

const home = mkdtempSync(join(tmpdir(), 'pestle-network-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** A session of an engine on another computer, with a desktop beside it. */
async function openFar(onTestFinished: Cleanup, number: number): Promise<Scene & { network: FarNetwork }> {
  const network = new FarNetwork(number);
  onTestFinished(() => network.dispose());
  const env = { HOME: home, LC_ALL: 'C.UTF-8' };
  const display = `:${200 + ((process.pid * 7 + number) % 700)}`;
  const vnc = ['-rfbport', String(FAR_VNC_PORT), '-SecurityTypes', 'None', '-geometry', '320x240', display];
  network.run(VNC_SERVER, vnc, env);
  network.run(GUACD, ['-f', '-b', '0.0.0.0', '-l', String(FAR_GUACD_PORT)], env);
  await listens(network.farAddress, FAR_GUACD_PORT);
  const sessions = new LiveSessions({ host: network.farAddress, port: FAR_GUACD_PORT });
  const parameters = { hostname: '127.0.0.1', port: String(FAR_VNC_PORT) };
  return { ...(await openLive(onTestFinished, sessions, 'vnc', parameters)), network };
}

/** Tells sessions what happens to one network, as the app does for all. */
function watchNetwork(onTestFinished: Cleanup, { manager }: LiveSessions, network: FarNetwork): void {
  const prefixOf = (address: string): string => address.split('.', 3).join();
  const surroundings = new Surroundings({
    sessions: manager,
    // Other networks of this computer are none of the test's business.
    readAddresses: () =>
      readAddresses().filter((address) => prefixOf(address) === prefixOf(network.farAddress)),
    clock: systemClock,
    wallTime: Date.now,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  onTestFinished(() => surroundings.dispose());
}

const seconds = (count: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, count * 1_000));

describe
  .skipIf(whyNotFar !== null)
  .concurrent(`a session of an engine on another computer${farTitle}`, () => {
    it('N3: goes on as if nothing had been when the cable is out for 3 s', async ({ onTestFinished }) => {
      const scene = await openFar(onTestFinished, 1);
      scene.network.pullOut();
      await seconds(3);
      scene.network.plugIn();
      await hearAgain(scene);
      expect(scene.log.phases.filter((phase) => phase !== 'unstable' && phase !== 'live')).toEqual([]);
      expect(scene.sessions.stateOf(scene.id)).toMatchObject({ phase: 'live', epoch: 1 });
    });

    it('N3: is unstable after 12 s without the cable, lost after 20 s, and back once it is in again after 30 s', async ({
      onTestFinished,
    }) => {
      const scene = await openFar(onTestFinished, 2);
      const { sessions, id, log, network } = scene;
      network.pullOut();
      await sessions.reach(id, 'reconnecting', 30_000);
      expect(sessions.stateOf(id).problem?.code).toBe('GUACD_SILENT');
      expect(log.firstAt('unstable')).toBeGreaterThan(12_000 * 0.8);
      expect(log.firstAt('unstable')).toBeLessThan(12_000 * 1.2);
      expect(log.firstAt('reconnecting')).toBeGreaterThan(20_000 * 0.8);
      expect(log.firstAt('reconnecting')).toBeLessThan(20_000 * 1.2);
      await seconds(10);
      network.plugIn();
      await sessions.reach(id, 'live', 30_000);
      expect(sessions.stateOf(id)).toMatchObject({ epoch: 2, problem: null });
      await hearAgain(scene);
    }, 75_000);

    it('N3: is checked when this computer gets another address, and opened again from there', async ({
      onTestFinished,
    }) => {
      const { sessions, id, log, network } = await openFar(onTestFinished, 3);
      watchNetwork(onTestFinished, sessions, network);
      network.changeAddress();
      await sessions.reach(id, 'checking', 5_000);
      await sessions.reach(id, 'reconnecting', 20_000);
      expect(sessions.stateOf(id).problem?.code).toBe('GUACD_SILENT');
      await sessions.reach(id, 'live', 10_000);
      expect(log.phases.filter((phase) => phase === 'failed' || phase === 'closed')).toEqual([]);
    });

    it('N3: is found alive when this computer gets a further address, as from a VPN', async ({
      onTestFinished,
    }) => {
      const { sessions, id, log, network } = await openFar(onTestFinished, 4);
      watchNetwork(onTestFinished, sessions, network);
      network.addAddress();
      await waitFor('the check', () => log.phases.includes('checking'));
      await sessions.reach(id, 'live', 5_000);
      expect(log.phases).toEqual(['checking', 'live']);
      expect(sessions.stateOf(id).epoch).toBe(1);
    });
  });

describe.skipIf(!hasTestServers()).concurrent('a session of a real engine', () => {
  const ssh = (): Record<string, string> => {
    const { host, ports, username, password } = readTestServers();
    return { hostname: host, port: String(ports.ssh), username, password };
  };

  it('T3: is unstable after 12 s and lost after 20 s when the engine is stopped, and its socket is closed', async ({
    onTestFinished,
  }) => {
    const port = await findFreePort();
    const guacd: ChildProcess = spawn(GUACD, ['-f', '-b', '127.0.0.1', '-l', String(port)], {
      env: { PATH: '/usr/bin:/bin', HOME: home, LC_ALL: 'C.UTF-8' },
      stdio: 'ignore',
      detached: true,
    });
    const signal = (name: NodeJS.Signals) => process.kill(-(guacd.pid ?? NaN), name);
    onTestFinished(() => void signal('SIGKILL'));
    await listens('127.0.0.1', port);
    const { sessions, id, log } = await openLive(
      onTestFinished,
      new LiveSessions({ host: '127.0.0.1', port }),
      'ssh',
      ssh(),
    );
    signal('SIGSTOP');
    log.mark();
    await sessions.reach(id, 'reconnecting', 30_000);
    sessions.manager.cancelReconnect(id);
    expect(sessions.stateOf(id).problem?.code).toBe('GUACD_SILENT');
    expect(log.firstAt('unstable')).toBeGreaterThan(12_000 * 0.8);
    expect(log.firstAt('unstable')).toBeLessThan(12_000 * 1.2);
    expect(log.firstAt('reconnecting')).toBeGreaterThan(20_000 * 0.8);
    expect(log.firstAt('reconnecting')).toBeLessThan(20_000 * 1.2);
    await waitFor('the socket to be closed', () => !isConnectedTo(port));
  });

  it('N2: answers at once when it is asked for a sign of life, and the session stays the same', async ({
    onTestFinished,
  }) => {
    const { host, ports } = readTestServers();
    const { sessions, id, log } = await openLive(
      onTestFinished,
      new LiveSessions({ host, port: ports.guacd }),
      'ssh',
      ssh(),
    );
    sessions.manager.checkAll();
    await sessions.reach(id, 'live', 5_000);
    expect(log.phases).toEqual(['checking', 'live']);
    expect(sessions.stateOf(id).epoch).toBe(1);
  });

  it('N4: keeps what is typed in order and is never thought lost over a line with 300 ms delay, 5 % loss and 256 kbit/s', async ({
    onTestFinished,
  }) => {
    const { host, ports } = readTestServers();
    const line = await SlowLine.start(
      { host, port: ports.guacd },
      { delayMs: 300, loss: 0.05, bitsPerSecond: 256_000 },
    );
    onTestFinished(() => line.stop());
    const { sessions, id, page, log } = await openLive(
      onTestFinished,
      new LiveSessions(line.address),
      'ssh',
      ssh(),
    );
    const target = join(tmpdir(), `pestle-typed-${process.pid}`);
    const text = Array.from({ length: 12 }, (_, index) => `line-${index}-abcdefghijklmnopqrstuvwxyz`);
    page.type(`cat > ${target}`);
    for (const typed of text) page.type(typed);
    page.input(page.epoch, '3.key,5.65507,1.1;3.key,3.100,1.1;3.key,3.100,1.0;3.key,5.65507,1.0;');
    const saidInTitle = (title: string) => () =>
      page.received.some(({ opcode, args }) => opcode === 'name' && args[0] === title);
    page.type(`chmod a+r ${target}; printf "\\033]0;typed-$((1+1))\\007"`);
    await waitFor('the shell to have it all', saidInTitle('typed-2'), { deadlineMs: 25_000 });
    expect(readFileSync(target, 'utf8')).toBe(text.map((typed) => `${typed}\n`).join(''));
    page.type(`rm ${target}; printf "\\033]0;gone-$((1+1))\\007"`);
    await waitFor('the shell to tidy up', saidInTitle('gone-2'), { deadlineMs: 25_000 });
    expect(log.phases).toEqual([]);
    expect(line.delayedPieces).toBeGreaterThan(0);
    expect(sessions.stateOf(id).epoch).toBe(1);
  });
});

/** Whether this process has an open connection to the port, told by the system. */
function isConnectedTo(port: number): boolean {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  // Columns: local and remote address, state (01: established).
  return readFileSync('/proc/self/net/tcp', 'utf8')
    .split('\n')
    .some((line) => new RegExp(`^ *\\d+: \\S+ \\S+:${hex} 01 `).test(line));
}
