import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { CampaignRequest } from './campaign-main';
import type { CampaignReport } from './engine/campaign';

/** The program that runs JavaScript; Electron as Node needs its own environment. */
export type Runtime = { executable: string; environment: Readonly<Record<string, string>> };

const NODE: Runtime = { executable: process.execPath, environment: {} };

/**
 * Runs campaigns in a process of their own, as many at a time as there are cores.
 *
 * @param program what `buildCampaign` has built
 * @param requests are begun in this order; one for each target
 * @returns a report for each request that got one, in the order of the requests
 */
export async function runCampaigns(
  program: string,
  requests: readonly CampaignRequest[],
  { executable, environment }: Runtime = NODE,
): Promise<CampaignReport[]> {
  const child = spawn(executable, [program, JSON.stringify(requests)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  });
  const end = (): void => void child.kill();
  process.once('exit', end);
  const ended = new Promise<void>((resolve, reject) => {
    child.on('close', () => resolve());
    child.on('error', reject);
  });
  const reports = new Map<string, CampaignReport>();
  for await (const line of createInterface({ input: child.stdout })) {
    const report = JSON.parse(line) as CampaignReport;
    reports.set(report.target, report);
  }
  await ended;
  process.off('exit', end);
  return requests.flatMap(({ target }) => reports.get(target) ?? []);
}
