import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LiveSessions } from '../../support/live-sessions';
import { hasTestServers, readTestServers } from '../../support/servers';
import { waitFor } from '../../support/wait-for';
import { EngineBench } from '../guacd-process/engine-bench';
import { commandLine, processesIn } from '../guacd-process/process-check';

describe.skipIf(!hasTestServers())('sessions whose guacd is a child of ours', () => {
  let bench: EngineBench;
  let sessions: LiveSessions;
  let ssh: Record<string, string>;

  beforeEach(async () => {
    const { host, ports, username, password } = readTestServers();
    bench = new EngineBench();
    const engine = bench.engine();
    await engine.start();
    sessions = new LiveSessions(await engine.address(), { engine });
    ssh = { hostname: host, port: String(ports.ssh), username, password };
  });

  afterEach(async () => {
    await sessions.manager.disposeAll();
    await bench.dispose();
  });

  const guacds = (): number[] =>
    processesIn(bench.home).filter((pid) => commandLine(pid)[0]?.endsWith('guacd'));

  async function openFlood(): Promise<{ id: string; pids: number[] }> {
    const before = guacds();
    const { id, page } = sessions.open('ssh', ssh);
    await sessions.reach(id, 'live');
    page.type('while :; do seq 1 100000; done');
    await waitFor('the flood', () => page.bytes > 200_000, { deadlineMs: 20_000 });
    return { id, pids: guacds().filter((pid) => !before.includes(pid)) };
  }

  it('R1: lose the one whose process is killed in the middle of a frame, and no other', async () => {
    const calm = sessions.open('ssh', ssh);
    await sessions.reach(calm.id, 'live');
    const flood = await openFlood();
    expect(flood.pids.length).toBeGreaterThan(0);
    for (const pid of flood.pids) process.kill(pid, 'SIGKILL');
    const lost = await sessions.reach(flood.id, 'reconnecting');
    expect(lost.problem?.code).toBe('GUACD_LOST');
    calm.page.type(`printf "\\033]0;still-here\\007"`);
    await calm.page.waitForInstruction('name', 'still-here');
    expect(sessions.stateOf(calm.id)).toMatchObject({ phase: 'live', epoch: 1 });
    await sessions.reach(flood.id, 'live');
  });

  it('R1: all come back by themselves when the whole engine is killed', async () => {
    const first = sessions.open('ssh', ssh);
    const second = sessions.open('ssh', ssh);
    await sessions.reach(first.id, 'live');
    await sessions.reach(second.id, 'live');
    for (const pid of guacds()) process.kill(pid, 'SIGKILL');
    for (const { id } of [first, second]) {
      await waitFor('the next connection', () => sessions.stateOf(id).epoch === 2, { deadlineMs: 20_000 });
      await sessions.reach(id, 'live');
    }
  });
});
