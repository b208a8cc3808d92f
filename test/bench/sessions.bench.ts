import { inTurn, type Benchmark, type Contestant } from './harness/benchmark';
import { Chain } from './harness/chain';
import { percentile, type Scoreboard } from './harness/scoreboard';

const CONTESTANTS = ['socket.pipe', 'pestle', 'guacamole-lite'] as const satisfies readonly Contestant[];
const COUNTS = [1, 100, 300, 1_000] as const;
/** With fewer sessions the differences of one process's memory are larger than what a session takes. */
const LEAST_FOR_MEMORY = 300;
const INSTRUCTIONS_PER_SECOND = 20;
const SETTLE_MS = 1_000;
const MEASURE_MS = 3_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Everything about so many sessions of one contestant, in processes of their own. */
async function measure(contestant: Contestant, count: number, board: Scoreboard): Promise<void> {
  const chain = await Chain.start(contestant, { isOneEnd: true });
  const { relay, server } = chain;
  try {
    if (relay === null) return;
    // The first ones load and compile code that all share.
    const first = Math.ceil(count / 3);
    await chain.connect(first);
    await pause(SETTLE_MS);
    const before = await relay.ask<number>('privateKib');
    if (count > first) await chain.connect(count - first);
    await pause(SETTLE_MS);
    const after = await relay.ask<number>('privateKib');
    if (count >= LEAST_FOR_MEMORY) {
      board.add(`${count} idle private-KiB-per-session`, contestant, (after - before) / (count - first));
    }
    await server.ask('probe', INSTRUCTIONS_PER_SECOND);
    await pause(SETTLE_MS);
    await server.ask('restartDelays');
    const cpuBefore = await relay.ask<number>('cpuMs');
    await pause(MEASURE_MS);
    const cpu = (await relay.ask<number>('cpuMs')) - cpuBefore;
    const delays = await server.ask<number[]>('stop');
    board.add(`${count} p50`, contestant, percentile(delays, 0.5));
    board.add(`${count} p99`, contestant, percentile(delays, 0.99));
    board.add(`${count} max`, contestant, percentile(delays, 1));
    board.add(`${count} cpu-percent`, contestant, (cpu / MEASURE_MS) * 100);
  } finally {
    await chain.dispose();
  }
}

export const benchmark: Benchmark = {
  name: 'sessions',
  about: `many sessions in one process: memory idle, delays at ${INSTRUCTIONS_PER_SECOND} instructions a second each`,
  unit: 'ms',
  rounds: 3,
  aims: [
    { result: '300 p99', of: 'pestle', atMost: 2 },
    { result: '1000 p99', of: 'pestle', than: 'socket.pipe', atMost: 1 },
    { result: '300 idle private-KiB-per-session', of: 'pestle', atMost: 24 },
    { result: '1000 idle private-KiB-per-session', of: 'pestle', atMost: 24 },
  ],
  async run(board, rounds) {
    for (const count of COUNTS) {
      await inTurn(rounds, CONTESTANTS, (contestant) => measure(contestant, count, board));
    }
  },
};
