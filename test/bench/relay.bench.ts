import { inTurn, type Benchmark } from './harness/benchmark';
import { Chain } from './harness/chain';
import type { Scoreboard } from './harness/scoreboard';
import { STREAMS, wholeBytes, type StreamName } from './harness/streams';

const MB = 1_000_000;
const CONTESTANTS = ['socket.pipe', 'pestle', 'guacamole-lite'] as const;
/** As much as each takes some tenths of a second for. */
const VOLUMES: Readonly<Record<(typeof CONTESTANTS)[number], number>> = {
  'socket.pipe': 192 * MB,
  pestle: 192 * MB,
  'guacamole-lite': 8 * MB,
};

/** A contestant, and what is set behind the name of its results. */
type Entry = { chain: Chain; note: string };

/**
 * All pace themselves by the socket to the consumer. Ours is measured once more with credit that only the consumer gives
 * back, as the page of the app does: 512 KiB from end to end, where the others fill the buffers of the system.
 */
async function startAll(): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const contestant of CONTESTANTS) {
    entries.push({
      chain: await Chain.start(contestant, contestant === 'pestle' ? { acknowledgedBy: 'socket' } : {}),
      note: '',
    });
  }
  entries.push({ chain: await Chain.start('pestle'), note: ' by-credit-of-consumer' });
  return entries;
}

async function measure(
  { chain, note }: Entry,
  stream: StreamName,
  leastBytes: number,
  board: Scoreboard | null,
): Promise<void> {
  // What does not end with a whole instruction would never arrive.
  const bytes = wholeBytes(stream, leastBytes);
  await chain.connect();
  const cpuBefore = (await chain.relay?.ask<number>('cpuMs')) ?? 0;
  const arrived = chain.consumer.ask<number>('expect', bytes);
  const began = await chain.server.ask<number>('send', stream, bytes);
  const ended = await arrived;
  const cpu = ((await chain.relay?.ask<number>('cpuMs')) ?? 0) - cpuBefore;
  await chain.disconnect();
  board?.add(`${stream}${note}`, chain.contestant, bytes / MB / ((ended - began) / 1_000));
  board?.add(`${stream}${note} cpu-ms-per-MB`, chain.contestant, cpu / (bytes / MB));
}

export const benchmark: Benchmark = {
  name: 'relay',
  about:
    'recorded streams TCP to TCP through one process; guacd, relay and consumer are processes of their own',
  unit: 'MB/s',
  rounds: 7,
  aims: STREAMS.flatMap((stream) => [
    { result: stream, of: 'pestle' as const, than: 'socket.pipe' as const, atLeast: 0.9 },
    { result: stream, of: 'pestle' as const, than: 'guacamole-lite' as const, atLeast: 20 },
    {
      result: `${stream} cpu-ms-per-MB`,
      of: 'pestle' as const,
      than: 'guacamole-lite' as const,
      atMost: 0.0667,
    },
  ]),
  async run(board, rounds) {
    const entries = await startAll();
    try {
      for (const stream of STREAMS) {
        const volume = ({ chain }: Entry): number => VOLUMES[chain.contestant as keyof typeof VOLUMES];
        for (const entry of entries) await measure(entry, stream, volume(entry) / 4, null);
        await inTurn(rounds, entries, (entry) => measure(entry, stream, volume(entry), board));
      }
    } finally {
      for (const { chain } of entries) await chain.dispose();
    }
  },
};
