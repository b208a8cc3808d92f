import { describe, expect, it } from 'vitest';
import { buildCampaign } from './build-campaign';
import { RUN } from './plan';
import { runCampaigns } from './run-campaigns';

const executable = process.env.ELECTRON_OVERRIDE_DIST_PATH
  ? `${process.env.ELECTRON_OVERRIDE_DIST_PATH}/electron`
  : null;

describe("Electron's own Node", () => {
  // Its Buffer once told wrong byte lengths (CVE-2026-54257), which a scanner would not survive.
  it.runIf(executable !== null && RUN === 'long')('scans and decodes as Node does', async () => {
    const program = await buildCampaign('electron');
    const counts = { seed: 4711, mutated: 200_000, structured: 20_000 };
    const targets = ['scanner', 'decoder', 'upstream'];
    const requests = targets.map((target) => ({ target, ...counts }));
    const runtime = { executable: executable ?? '', environment: { ELECTRON_RUN_AS_NODE: '1' } };
    const reports = await runCampaigns(program, requests, runtime);
    expect(reports.map(({ target, failure }) => ({ target, failure }))).toEqual(
      targets.map((target) => ({ target, failure: null })),
    );
  });
});
