import { NotHere, type Benchmark } from './benchmark';
import { jsonReport, textReport } from './report';
import { Scoreboard } from './scoreboard';

const files = import.meta.glob<{ benchmark: Benchmark }>('../*.bench.ts');

/** `[name...] [--json] [--rounds N]`: runs the named benchmarks, or all of them, one after the other. */
async function main(args: readonly string[]): Promise<void> {
  const names: string[] = [];
  let isJson = false;
  let rounds: number | null = null;
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? '';
    if (arg === '--json') isJson = true;
    else if (arg === '--rounds') rounds = Number(args[++index]);
    else names.push(arg);
  }
  for (const load of chosen(names)) {
    const { benchmark } = await load();
    await runOne(benchmark, rounds ?? benchmark.rounds, isJson);
  }
}

function chosen(names: readonly string[]): (() => Promise<{ benchmark: Benchmark }>)[] {
  const known = new Map(
    Object.entries(files).map(([path, load]) => [path.slice(3, -'.bench.ts'.length), load]),
  );
  if (names.length === 0) return [...known.values()];
  return names.map((name) => {
    const load = known.get(name);
    if (load === undefined)
      throw new Error(`There is no benchmark "${name}": ${[...known.keys()].join(', ')}.`);
    return load;
  });
}

async function runOne(benchmark: Benchmark, rounds: number, isJson: boolean): Promise<void> {
  const board = new Scoreboard();
  process.stderr.write(`${benchmark.name}: ${rounds} rounds\n`);
  try {
    await benchmark.run(board, rounds);
  } catch (thrown) {
    if (!(thrown instanceof NotHere)) throw thrown;
    process.stderr.write(`${benchmark.name}: SKIPPED, ${thrown.message}\n`);
    return;
  }
  process.stdout.write(`${textReport(benchmark, board, rounds)}\n`);
  if (isJson) process.stdout.write(`${jsonReport(benchmark, board, rounds)}\n`);
}

await main(process.argv.slice(2));
process.exit(0);
