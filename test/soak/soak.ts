import { readFileSync } from 'node:fs';
import path from 'node:path';
import { encodeInstruction } from '../../src/shared/guacamole/encode';
import { LiveSessions } from '../support/live-sessions';
import { makeProfile } from '../support/session-services';
import { LoopingGuacd } from './looping-guacd';
import { SoakPage } from './soak-page';

/** What the process may have grown by at the end. */
const GROWTH_LIMIT_MIB = 20;
/** Sessions that stay for the whole run. */
const STEADY = 6;
/** Between two sessions that come and go, milliseconds. */
const VISIT_MS = 250;
/** Between two connections that break. Each session then lives longer than it takes for its attempts to be forgotten. */
const BREAK_MS = 10_000;
const SAMPLES = 40;
/** Part of the run in which caches and compiled code may still grow. */
const WARM_UP = 0.25;

const minutes = Number(process.argv[2]);
const runMs = minutes * 60_000;
const viewport = { width: 1024, height: 768, dpi: 96 };
const warnings: string[] = [];
process.on('warning', (warning) => warnings.push(warning.message));

const guacd = new LoopingGuacd(
  ['ssh', 'vnc', 'rdp'].map((name) => readFileSync(path.join('test/fixtures/streams', `${name}.guac`))),
);
const resourcesBefore = process.getActiveResourcesInfo().length;
const sessions = new LiveSessions(await guacd.start());
const profile = makeProfile('ssh', { hostname: 'host', username: 'ann', password: 'x' });
sessions.profiles.set(profile.id, profile);
let relayed = 0;
let visits = 0;

function open(): { id: string; page: SoakPage } {
  const { id } = sessions.manager.open(profile.id);
  const page = new SoakPage();
  sessions.manager.attach(id, page, viewport);
  return { id, page };
}

/** A session comes, types a little and goes. */
async function visit(): Promise<void> {
  const { id, page } = open();
  const end = performance.now() + 10_000;
  while (page.bytes === 0 && performance.now() < end) await pause(5);
  if (page.bytes === 0) throw new Error('a session showed nothing for ten seconds');
  for (let keysym = 65; keysym < 91; keysym++) page.input(1, encodeInstruction('key', keysym, 1));
  await sessions.manager.close(id);
  relayed += page.bytes;
  visits++;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Memory in MiB that is still in use after a collection. */
function memoryMib(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss / 1_048_576;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

const steady = Array.from({ length: STEADY }, open);
const breaks = setInterval(() => guacd.breakOne(), BREAK_MS);
const samples: number[] = [];
const start = performance.now();
while (performance.now() - start < runMs) {
  await visit();
  await pause(VISIT_MS);
  if (performance.now() - start >= ((samples.length + 1) * runMs) / SAMPLES) samples.push(memoryMib());
}
clearInterval(breaks);
const unwell = sessions.manager.list().filter(({ phase }) => phase === 'failed' || phase === 'closed').length;
await sessions.manager.disposeAll();
await guacd.stop();
relayed += steady.reduce((sum, { page }) => sum + page.bytes, 0);

const measured = samples.slice(Math.floor(samples.length * WARM_UP));
const third = Math.ceil(measured.length / 3);
const growthMib = median(measured.slice(-third)) - median(measured.slice(0, third));
await pause(1_000);
const resourcesLeft = process.getActiveResourcesInfo().length - resourcesBefore;
const isGood =
  growthMib <= GROWTH_LIMIT_MIB && warnings.length === 0 && unwell === 0 && resourcesLeft <= 0 && visits > 0;

const report = {
  minutes,
  visits,
  relayedMib: Math.round(relayed / 1_048_576),
  memoryMib: samples.map(Math.round),
  growthMib: Number(growthMib.toFixed(1)),
  growthLimitMib: GROWTH_LIMIT_MIB,
  warnings,
  failedSessions: unwell,
  resourcesLeft,
};
process.stdout.write(`${JSON.stringify(report, null, 2)}\n${isGood ? 'good' : 'NOT GOOD'}\n`);
process.exit(isGood ? 0 : 1);
