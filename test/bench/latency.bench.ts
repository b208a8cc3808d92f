import { inTurn, type Benchmark, type Contestant } from './harness/benchmark';
import { Chain } from './harness/chain';
import { percentile, type Scoreboard } from './harness/scoreboard';

const MB = 1_000_000;
const CONTESTANTS = [
  'direct',
  'socket.pipe',
  'pestle',
  'guacamole-lite',
] as const satisfies readonly Contestant[];
const PROBES_PER_SECOND = 200;
const SETTLE_MS = 300;
const MEASURE_MS = 2_000;

/** What else goes through the same process meanwhile. */
const LOADS = ['idle', 'beside 5 MB/s', 'beside 10 MB/s', 'beside a flood'] as const;
type Load = (typeof LOADS)[number];

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The chain that is timed, and another one through the same relay that carries the load. */
class Pair {
  readonly probed: Chain;
  readonly loaded: Chain;

  private constructor(probed: Chain, loaded: Chain) {
    this.probed = probed;
    this.loaded = loaded;
  }

  static async start(contestant: Contestant): Promise<Pair> {
    const probed = await Chain.start(contestant, { isOneEnd: true });
    const loaded = await Chain.start(contestant, { relay: probed.relay });
    await probed.connect();
    return new Pair(probed, loaded);
  }

  async measure(load: Load, board: Scoreboard): Promise<void> {
    const { contestant, server } = this.probed;
    if (load !== 'idle') await this.loaded.connect();
    if (load === 'beside 5 MB/s') await this.loaded.server.ask('pace', 'ssh', 5 * MB);
    if (load === 'beside 10 MB/s') await this.loaded.server.ask('pace', 'rdp', 10 * MB);
    if (load === 'beside a flood') await this.loaded.server.ask('send', 'rdp', Number.MAX_SAFE_INTEGER);
    await server.ask('probe', PROBES_PER_SECOND);
    await pause(SETTLE_MS);
    await server.ask('restartDelays');
    await pause(MEASURE_MS);
    const delays = await server.ask<number[]>('stop');
    if (load !== 'idle') await this.loaded.disconnect();
    board.add(`${load} p50`, contestant, percentile(delays, 0.5) * 1_000);
    board.add(`${load} p99`, contestant, percentile(delays, 0.99) * 1_000);
  }

  async dispose(): Promise<void> {
    await this.loaded.dispose();
    await this.probed.dispose();
  }
}

export const benchmark: Benchmark = {
  name: 'latency',
  about: `delay of a small instruction, ${PROBES_PER_SECOND} a second, from server to consumer`,
  unit: 'µs',
  rounds: 5,
  aims: [
    ...LOADS.flatMap((load) => [
      { result: `${load} p50`, of: 'pestle' as const, than: 'socket.pipe' as const, atMost: 1.2 },
      ...(load === 'idle'
        ? []
        : [{ result: `${load} p99`, of: 'pestle' as const, than: 'socket.pipe' as const, atMost: 1 }]),
    ]),
    { result: 'beside a flood p50', of: 'pestle', atMost: 1_000 },
  ],
  async run(board, rounds) {
    const pairs: Pair[] = [];
    try {
      for (const contestant of CONTESTANTS) pairs.push(await Pair.start(contestant));
      for (const load of LOADS) await inTurn(rounds, pairs, (pair) => pair.measure(load, board));
    } finally {
      for (const pair of pairs) await pair.dispose();
    }
  },
};
