import { arch, cpus, platform, release } from 'node:os';
import type { Aim, Benchmark } from './benchmark';
import type { Scoreboard } from './scoreboard';

/** The computer and the runtime that the numbers are of. */
export function machine(): string {
  const [first] = cpus();
  return `${cpus().length} x ${first?.model.trim() ?? 'unknown'}, ${platform()} ${release()} ${arch()}, Node ${process.version}`;
}

/** One line of JSON. */
export function jsonReport({ name, unit }: Benchmark, board: Scoreboard, rounds: number): string {
  return JSON.stringify({ name, unit, rounds, machine: machine(), results: board.medians() });
}

/** Medians of all contestants, ours against each other one, and the aims. */
export function textReport(benchmark: Benchmark, board: Scoreboard, rounds: number): string {
  const { name, about, unit, aims } = benchmark;
  const contestants = [...new Set(board.results.flatMap((result) => board.contestants(result)))];
  const rivals = contestants.filter((contestant) => contestant !== 'pestle');
  const head = [unit, ...contestants, ...rivals.map((rival) => `ours / ${rival}`)];
  const rows = board.results.map((result) => [
    result,
    ...contestants.map((contestant) => number(board.median(result, contestant))),
    ...rivals.map((rival) => number(board.ratio(result, 'pestle', rival))),
  ]);
  return [
    `\n${name}: ${about}`,
    `${rounds} rounds, medians; ratios are medians of the rounds' ratios. ${machine()}`,
    '',
    ...table([head, ...rows]),
    '',
    ...aims.map((aim) => aimLine(aim, board)),
    ...board.notes,
  ].join('\n');
}

function aimLine(aim: Aim, board: Scoreboard): string {
  const value = board.valueOf(aim);
  const [limit, isReached] =
    'atLeast' in aim
      ? [`at least ${aim.atLeast}`, value >= aim.atLeast]
      : [`at most ${aim.atMost}`, value <= aim.atMost];
  const subject = aim.than === undefined ? aim.of : `${aim.of} / ${aim.than}`;
  return `${isReached ? 'reached    ' : 'NOT REACHED'}  ${aim.result}: ${subject} ${limit}, is ${number(value)}`;
}

function number(value: number): string {
  if (Number.isNaN(value)) return '-';
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
}
