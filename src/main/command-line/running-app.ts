import { join } from 'node:path';
import * as v from 'valibot';
import { type EngineState, engineStateSchema } from '../../shared/model/engine';
import { readPlainFile } from '../storage/read-plain-file';
import { processStart } from './process-start';

/** File in the app's data folder in which a running Pestle tells what `engine status` answers. */
export const RUNNING_FILE = 'running.json';
const MAX_BYTES = 65_536;

/** Written by the running app only, for this user only, and removed when it ends. */
const runningAppSchema = v.strictObject({
  version: v.literal(1),
  pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** See `processStart`. */
  start: v.nullable(v.string()),
  engine: engineStateSchema,
});

/** What an app with this process id would write about its engine. */
export function runningAppText(pid: number, engine: EngineState): string {
  const content: v.InferOutput<typeof runningAppSchema> = {
    version: 1,
    pid,
    start: processStart(pid),
    engine,
  };
  return `${JSON.stringify(content)}\n`;
}

/**
 * The engine of the Pestle that runs with this data folder. Null when none does: a file that an app left behind which
 * was killed is told by its process, also when another process has its id now.
 */
export function readRunningApp(userData: string): EngineState | null {
  const parsed = v.safeParse(runningAppSchema, readJson(join(userData, RUNNING_FILE)));
  if (!parsed.success) return null;
  const { pid, start, engine } = parsed.output;
  return isRunning(pid) && processStart(pid) === start ? engine : null;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}

function readJson(path: string): unknown {
  const bytes = readPlainFile(path, MAX_BYTES);
  if (!bytes.ok || bytes.value === null) return null;
  try {
    const parsed: unknown = JSON.parse(bytes.value.toString('utf8'));
    return parsed;
  } catch {
    return null;
  }
}
