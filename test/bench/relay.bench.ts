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

async function measure(
  chain: Chain,
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
  board?.add(stream, chain.contestant, bytes / MB / ((ended - began) / 1_000));
  board?.add(`${stream} cpu-ms-per-MB`, chain.contestant, cpu / (bytes / MB));
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
    const chains: Chain[] = [];
    try {
      for (const contestant of CONTESTANTS) chains.push(await Chain.start(contestant));
      for (const stream of STREAMS) {
        const volume = (chain: Chain): number => VOLUMES[chain.contestant as keyof typeof VOLUMES];
        for (const chain of chains) await measure(chain, stream, volume(chain) / 4, null);
        await inTurn(rounds, chains, (chain) => measure(chain, stream, volume(chain), board));
      }
    } finally {
      for (const chain of chains) await chain.dispose();
    }
  },
};
