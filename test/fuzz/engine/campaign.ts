import { Corpus } from './corpus';
import { resetCoverage, takeFresh } from './coverage';
import type { FuzzTarget } from './fuzz-target';
import { mutate } from './mutator';
import { Random } from './random';

/** An input that takes longer than this is slow; the bar is set for 64 KiB, and inputs here are smaller. */
export const SLOW_MS = 100;
/** A slow input counts only when it is slow each time: a busy machine holds up any input once. */
const SLOW_REPEATS = 5;

/** Largest input that mutation makes: more than the small limits of every target, and short enough to be fast. */
const MAX_INPUT_BYTES = 144;

export type CampaignOrder = { seed: number; mutated: number; structured: number };

export type CampaignReport = {
  target: string;
  seed: number;
  mutated: number;
  structured: number;
  /** Inputs that the code under test took as valid, of each kind. */
  acceptedMutated: number;
  acceptedStructured: number;
  /** Inputs that reached something new and were mutated further. */
  kept: number;
  /** The slowest input, measured again {@link SLOW_REPEATS} times and taken at its best, in milliseconds. */
  worstMs: number;
  milliseconds: number;
  notes: string[];
  failure: CampaignFailure | null;
};

export type CampaignFailure = {
  kind: 'crash' | 'hang';
  message: string;
  /** The input, in base64. */
  input: string;
  /** How many inputs had passed before. */
  after: number;
};

/** Told of each input before it runs, so that somebody outside can name the one that never ends. */
export type Witness = (data: Uint8Array) => void;

/** Tries inputs on one target until the ordered counts are reached or one fails. The seed decides all of them. */
export function runCampaign(target: FuzzTarget, order: CampaignOrder, witness: Witness): CampaignReport {
  return new Campaign(target, order, witness).run();
}

class Campaign {
  readonly #target: FuzzTarget;
  readonly #order: CampaignOrder;
  readonly #witness: Witness;
  readonly #random: Random;
  readonly #corpus: Corpus;
  readonly #scratch: Uint8Array;
  readonly #report: CampaignReport;
  #suspectMs = 1;
  /** When the last input was done. Making the next one takes no time that counts. */
  #tickedAt = performance.now();

  constructor(target: FuzzTarget, order: CampaignOrder, witness: Witness) {
    this.#target = target;
    this.#order = order;
    this.#witness = witness;
    this.#random = new Random(order.seed);
    const maxBytes = target.maxBytes ?? MAX_INPUT_BYTES;
    this.#corpus = new Corpus(maxBytes);
    this.#scratch = new Uint8Array(maxBytes);
    this.#report = {
      target: target.name,
      seed: order.seed,
      mutated: 0,
      structured: 0,
      acceptedMutated: 0,
      acceptedStructured: 0,
      kept: 0,
      worstMs: 0,
      milliseconds: 0,
      notes: [],
      failure: null,
    };
  }

  run(): CampaignReport {
    const report = this.#report;
    const startedAt = performance.now();
    resetCoverage();
    for (const seed of this.#target.seeds) this.#corpus.add(seed, this.#try(seed), this.#random);
    this.#runStructured();
    this.#runMutated();
    report.notes = this.#target.notes?.() ?? [];
    report.milliseconds = Math.round(performance.now() - startedAt);
    return report;
  }

  #runStructured(): void {
    const { compose } = this.#target;
    if (compose === undefined) return;
    const report = this.#report;
    while (report.structured < this.#order.structured && report.failure === null) {
      report.structured++;
      if (this.#try(compose(this.#random))) report.acceptedStructured++;
    }
  }

  #runMutated(): void {
    const report = this.#report;
    while (report.mutated < this.#order.mutated && report.failure === null) {
      report.mutated++;
      const source = this.#corpus.pick(this.#random);
      const other = this.#corpus.pick(this.#random);
      const length = mutate(source, other, this.#scratch, this.#random);
      if (this.#try(this.#scratch.subarray(0, length))) report.acceptedMutated++;
    }
  }

  #try(data: Uint8Array): boolean {
    this.#witness(data);
    let isAccepted: boolean;
    try {
      isAccepted = this.#target.fuzz(data);
      this.#keepTime(data);
    } catch (thrown) {
      this.#fail(
        'crash',
        thrown instanceof Error ? `${thrown.message}\n${thrown.stack ?? ''}` : String(thrown),
        data,
      );
      return false;
    }
    if (takeFresh() > 0) {
      this.#corpus.add(data, isAccepted, this.#random);
      this.#report.kept++;
    }
    return isAccepted;
  }

  #keepTime(data: Uint8Array): void {
    const now = performance.now();
    const isSlow = now - this.#tickedAt > this.#suspectMs;
    this.#tickedAt = now;
    if (!isSlow) return;
    this.#timeAgain(data);
    // The repeats are not the next one's.
    this.#tickedAt = performance.now();
  }

  /** The best of several times is the input's own; the rest is what else the machine did. */
  #timeAgain(data: Uint8Array): void {
    let best = Infinity;
    for (let repeat = 0; repeat < SLOW_REPEATS; repeat++) {
      const startedAt = performance.now();
      this.#target.fuzz(data);
      best = Math.min(best, performance.now() - startedAt);
    }
    if (best <= this.#report.worstMs) return;
    this.#report.worstMs = best;
    this.#suspectMs = Math.max(this.#suspectMs, best);
    if (best > SLOW_MS) this.#fail('hang', `took ${best.toFixed(0)} ms each time`, data);
  }

  #fail(kind: CampaignFailure['kind'], message: string, data: Uint8Array): void {
    const { mutated, structured } = this.#report;
    const input = Buffer.from(data).toString('base64');
    this.#report.failure ??= { kind, message, input, after: mutated + structured };
  }
}
