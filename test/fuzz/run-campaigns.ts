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
 * @param requests are begun in this order
 * @returns a report for each request that got one, in the order of their ends
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
  const reports: CampaignReport[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    reports.push(JSON.parse(line) as CampaignReport);
  }
  await ended;
  process.off('exit', end);
  return reports;
}
