import type { Scoreboard } from './scoreboard';

/** Who is measured. Every benchmark names them the same. */
export type Contestant =
  | 'pestle'
  | 'socket.pipe'
  | 'memcpy'
  | 'guacamole-lite'
  | 'guacamole-common-js'
  | 'websocket'
  | 'bare-electron'
  | 'direct';

/**
 * What a number should be: the median of `of`, or with `than` the median of the rounds' ratios of the two.
 * `result` is the stream or load, with the measure when it is not the benchmark's unit (`ssh cpu-ms-per-MB`).
 */
export type Aim = {
  readonly result: string;
  readonly of: Contestant;
  readonly than?: Contestant;
} & ({ readonly atLeast: number } | { readonly atMost: number });

/**
 * One benchmark. The file `test/bench/<name>.bench.ts` exports it as `benchmark`, and `npm run bench -- <name>` runs
 * it. All contestants are measured in one run, in turn, round by round (see {@link inTurn}).
 */
export type Benchmark = {
  readonly name: string;
  /** One sentence for the reader of the table. */
  readonly about: string;
  /** Of each result whose name says no other. */
  readonly unit: string;
  /** Rounds where none are asked for. */
  readonly rounds: number;
  readonly aims: readonly Aim[];
  /** Measures, and puts one number for each round, result and contestant on the board. Leaves nothing behind. */
  run(board: Scoreboard, rounds: number): Promise<void>;
};

/** Something that the benchmark needs is not on this computer: it is reported as skipped. */
export class NotHere extends Error {
  override name = 'NotHere';
}

/** Calls `measure` for each contestant in each round; the order turns, so that nobody always goes first. */
export async function inTurn<T>(
  rounds: number,
  contestants: readonly T[],
  measure: (contestant: T, round: number) => Promise<void> | void,
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contestants.length; turn++) {
      const contestant = contestants[(turn + round) % contestants.length];
      if (contestant !== undefined) await measure(contestant, round);
    }
  }
}
