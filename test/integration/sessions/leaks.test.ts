import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it } from 'vitest';
import { LiveSessions } from '../../support/live-sessions';
import { ScriptedGuacd } from '../../support/scripted-guacd';
import { waitFor } from '../../support/wait-for';

const PARAMETERS = { hostname: 'host', port: '22', username: 'ann', password: 'x' };
const NAMES = { parameters: Object.keys(PARAMETERS) };
/** Until then code is loaded and compiled, and caches fill. */
const WARM_UP_CYCLES = 150;
const CYCLES = 500;
const MAX_HEAP_SLOPE_BYTES = 1_024;

let guacd: ScriptedGuacd;
let sessions: LiveSessions;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes in use once all garbage is gone. */
function heapBytes(): number {
  for (let round = 0; round < 4; round++) collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** How many there are of each kind of thing that keeps a process alive, between two turns of the event loop. */
async function restingResources(): Promise<Record<string, number>> {
  // The timer that ends a wait counts until its turn is over.
  await nextTurn();
  return resources();
}

function resources(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  return {
    sockets: counts.TCPSocketWrap ?? 0,
    servers: counts.TCPServerWrap ?? 0,
    timers: counts.Timeout ?? 0,
  };
}

const listenerCounts = (): number[] => process.eventNames().map((name) => process.listenerCount(name));

/** Opens a session, sees its first picture, and closes it. */
async function cycle(): Promise<void> {
  const { id } = sessions.open('ssh', PARAMETERS);
  await sessions.reach(id, 'live');
  await sessions.manager.close(id);
  sessions.profiles.clear();
  await waitFor('the other side to end', () => guacd.peers.every(({ hasEnded }) => hasEnded));
  guacd.peers.length = 0;
}

afterEach(async () => {
  await sessions.manager.disposeAll();
  await guacd.stop();
});

describe('connecting and disconnecting', () => {
  it(
    'C1: leaves no socket, timer, listener or memory behind after 500 cycles',
    { timeout: 120_000 },
    async () => {
      guacd = await ScriptedGuacd.start(async (peer) => {
        await peer.handshake(NAMES);
        await peer.say('sync', 1);
      });
      sessions = new LiveSessions(guacd.address);
      await cycle();
      await waitFor('the first session to be gone', () => resources().sockets === 0);
      const listenersBefore = listenerCounts();

      for (let count = 0; count < WARM_UP_CYCLES; count++) await cycle();
      const warmHeap = heapBytes();
      for (let count = WARM_UP_CYCLES; count < CYCLES; count++) await cycle();
      const slope = (heapBytes() - warmHeap) / (CYCLES - WARM_UP_CYCLES);

      expect(slope).toBeLessThan(MAX_HEAP_SLOPE_BYTES);
      await waitFor('the last session to be gone', () => resources().sockets === 0);
      expect(await restingResources()).toEqual({ sockets: 0, servers: 1, timers: 0 });
      expect(listenerCounts()).toEqual(listenersBefore);
      expect(sessions.manager.list()).toEqual([]);
    },
  );
});
