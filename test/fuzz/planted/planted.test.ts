import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildCampaign } from '../build-campaign';
import { RUN } from '../plan';
import { runCampaigns } from '../run-campaigns';

type PlantedBug = { name: string; file: string; find: string; replace: string };

const bugs = JSON.parse(readFileSync(join(import.meta.dirname, 'bugs.json'), 'utf8')) as PlantedBug[];
const root = join(import.meta.dirname, '../../..');
/** Inside the repository, so that its packages are found. */
const copy = join(root, '.cache/fuzz/planted-tree');
const FOLDERS = ['src', 'test/fuzz', 'test/support', 'test/unit/main/storage'];
const SEED = 20_261_121;
/** A short look at each target first, then the rest: at most what the long run spends on them. */
const HUNTS = [
  {
    scanner: { mutated: 100_000, structured: 5_000 },
    decoder: { mutated: 25_000, structured: 2_500 },
    upstream: { mutated: 25_000, structured: 2_500 },
  },
  {
    scanner: { mutated: 2_000_000, structured: 100_000 },
    decoder: { mutated: 500_000, structured: 50_000 },
    upstream: { mutated: 500_000, structured: 50_000 },
  },
];
const LEAST_FOUND = 9;

function plant({ file, find, replace }: PlantedBug): void {
  const source = readFileSync(join(root, file), 'utf8');
  writeFileSync(
    join(copy, file),
    source.replace(find, () => replace),
  );
}

/** Runs the targets until one finds something. Returns what it says. */
async function hunt(program: string): Promise<string | null> {
  for (const counts of HUNTS) {
    const requests = Object.entries(counts).map(([target, count]) => ({ target, seed: SEED, ...count }));
    for (const { target, failure } of await runCampaigns(program, requests)) {
      if (failure === null) continue;
      return `${target}, after ${failure.after} inputs: ${failure.message.split('\n')[0] ?? ''}`;
    }
  }
  return null;
}

describe('the planted bugs', () => {
  it.each(bugs)('can still be planted: $name', ({ file, find }) => {
    expect(readFileSync(join(root, file), 'utf8').split(find)).toHaveLength(2);
  });

  it.runIf(RUN === 'long')(`are found, at least ${LEAST_FOUND} of ${bugs.length}`, async () => {
    rmSync(copy, { recursive: true, force: true });
    mkdirSync(copy, { recursive: true });
    for (const folder of FOLDERS) cpSync(join(root, folder), join(copy, folder), { recursive: true });
    const found: string[] = [];
    for (const bug of bugs) {
      plant(bug);
      const finding = await hunt(await buildCampaign('planted', copy));
      cpSync(join(root, bug.file), join(copy, bug.file));
      console.log(`${bug.name}: ${finding ?? 'not found'}`);
      if (finding !== null) found.push(bug.name);
    }
    rmSync(copy, { recursive: true });
    expect(found.length, `found: ${found.join('; ')}`).toBeGreaterThanOrEqual(LEAST_FOUND);
  });
});
