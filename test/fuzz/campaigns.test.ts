import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildCampaign } from './build-campaign';
import { SLOW_MS, type CampaignReport } from './engine/campaign';
import { hashOf } from './engine/random';
import { LEAST, LEAST_ACCEPTED, LONG, PLAN, RUN } from './plan';
import { runCampaigns } from './run-campaigns';
import { ALL_TARGETS } from './targets/all-targets';

const times = RUN === 'long' ? LONG : { mutated: 1, structured: 1 };
/** `PESTLE_FUZZ_SEED` repeats a run. */
const seed = Number(process.env.PESTLE_FUZZ_SEED ?? Date.now() % 2 ** 31);
const crashes = join(import.meta.dirname, 'crashes');

const reports = new Map<string, CampaignReport>();
const sum = (kind: 'mutated' | 'structured'): number =>
  [...reports.values()].reduce((total, report) => total + report[kind], 0);

/** Keeps an input that failed, which is then tried in every run; returns its file. */
function store({ target, failure }: CampaignReport): string {
  const bytes = Buffer.from(failure?.input ?? '', 'base64');
  const file = join(crashes, `${target}.${hashOf(bytes).toString(16)}`);
  mkdirSync(crashes, { recursive: true });
  writeFileSync(file, bytes);
  return file;
}

function describeReport(report: CampaignReport): string {
  const { target, mutated, structured, acceptedMutated, acceptedStructured, kept, worstMs, milliseconds } =
    report;
  const rate = Math.round((mutated + structured) / Math.max(1, milliseconds));
  return `${target}: ${mutated} mutated (${acceptedMutated} valid), ${structured} structured (${acceptedStructured} valid), ${kept} kept, slowest ${worstMs.toFixed(2)} ms, ${rate}/ms, seed ${report.seed}`;
}

beforeAll(async () => {
  const program = await buildCampaign('main');
  const requests = Object.entries(PLAN).map(([target, { mutated, structured }]) => ({
    target,
    seed,
    mutated: mutated * times.mutated,
    structured: structured * times.structured,
  }));
  for (const report of await runCampaigns(program, requests)) reports.set(report.target, report);
});

describe('a fuzz campaign', () => {
  it.each(Object.keys(PLAN))('finds nothing wrong with %s', (target) => {
    const report = reports.get(target);
    if (report === undefined) throw new Error(`There is no report for ${target}: its thread broke.`);
    if (report.failure !== null) {
      const { kind, message, after } = report.failure;
      throw new Error(
        `${kind} after ${after} inputs, seed ${report.seed}, kept as ${store(report)}: ${message}`,
      );
    }
    console.log([describeReport(report), ...report.notes].join('\n  '));
    expect(report.acceptedMutated).toBeGreaterThan(report.mutated * LEAST_ACCEPTED.mutated);
    expect(report.acceptedStructured).toBeGreaterThan(report.structured * LEAST_ACCEPTED.structured);
    expect(report.worstMs).toBeLessThan(SLOW_MS);
  });

  it('is planned for each target', () => {
    expect(Object.keys(PLAN).sort()).toEqual(ALL_TARGETS.map(({ name }) => name).sort());
  });

  it('has tried as many inputs as it has to, whatever time that took', () => {
    expect(sum('mutated')).toBeGreaterThanOrEqual(LEAST[RUN].mutated);
    expect(sum('structured')).toBeGreaterThanOrEqual(LEAST[RUN].structured);
  });
});
