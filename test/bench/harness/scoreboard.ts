import type { Aim, Contestant } from './benchmark';

/** The middle of some numbers; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** The value below which the part `p` (0 to 1) of some numbers lies; NaN of none. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? NaN;
}

/** The numbers of one run: by result, contestant and round. */
export class Scoreboard {
  readonly #values = new Map<string, Map<Contestant, number[]>>();
  readonly #notes: string[] = [];

  /** Adds the number of the next round. A result may name its measure: `ssh cpu-ms-per-MB`. */
  add(result: string, contestant: Contestant, value: number): void {
    const row = this.#values.get(result) ?? new Map<Contestant, number[]>();
    this.#values.set(result, row);
    const values = row.get(contestant);
    if (values === undefined) row.set(contestant, [value]);
    else values.push(value);
  }

  /** Something the reader of the table should know. */
  note(text: string): void {
    this.#notes.push(text);
  }

  get notes(): readonly string[] {
    return this.#notes;
  }

  get results(): readonly string[] {
    return [...this.#values.keys()];
  }

  contestants(result: string): readonly Contestant[] {
    return [...(this.#values.get(result)?.keys() ?? [])];
  }

  /** The median of all rounds; NaN when it was not measured. */
  median(result: string, contestant: Contestant): number {
    return median(this.#of(result, contestant));
  }

  /** The median of the ratios of each round: what disturbs a whole round does not count. */
  ratio(result: string, of: Contestant, to: Contestant): number {
    const others = this.#of(result, to);
    return median(
      this.#of(result, of).flatMap((value, round) => {
        const other = others[round];
        return other === undefined ? [] : [value / other];
      }),
    );
  }

  /** What an aim speaks of. */
  valueOf({ result, of, than }: Aim): number {
    return than === undefined ? this.median(result, of) : this.ratio(result, of, than);
  }

  /** All medians, rounded to four digits. */
  medians(): Record<string, Record<string, number>> {
    return Object.fromEntries(
      this.results.map((result) => [
        result,
        Object.fromEntries(
          this.contestants(result).map((contestant) => [
            contestant,
            Number(this.median(result, contestant).toPrecision(4)),
          ]),
        ),
      ]),
    );
  }

  #of(result: string, contestant: Contestant): readonly number[] {
    return this.#values.get(result)?.get(contestant) ?? [];
  }
}
