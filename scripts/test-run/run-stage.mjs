import { run } from '../process/run.mjs';
import { say, seconds, Unavailable } from '../terminal.mjs';
import { hasTests } from './stages.mjs';
import { ToolReport } from './tool-report.mjs';

/** @typedef {import('./stages.mjs').Stage} Stage */
/** @typedef {import('./stages.mjs').Need} Need */
/** @typedef {import('./resources.mjs').Resources} Resources */
/** @typedef {import('./report.mjs').StageResult} StageResult */

/** @param {unknown} error */
const reasonOf = (error) => (error instanceof Error ? error.message : String(error));

/**
 * Collects what a stage needs and uses.
 * @param {Stage} stage
 * @param {Resources} resources
 * @returns {Promise<{ environment: Record<string, string>, lacks: string[], blocked: unknown }>}
 */
async function gather(stage, resources) {
  /** @type {Record<string, string>} */
  const environment = {};
  /** @type {string[]} */
  const lacks = [];
  for (const need of [...stage.needs, ...stage.uses]) {
    try {
      Object.assign(environment, await resources.provide(need));
    } catch (error) {
      if (stage.needs.includes(need)) return { environment, lacks, blocked: error };
      lacks.push(`without ${need}: ${reasonOf(error)}`);
    }
  }
  return { environment, lacks, blocked: undefined };
}

/**
 * Runs the tool of a stage.
 * @param {Stage} stage
 * @param {readonly string[]} extra
 * @param {NodeJS.ProcessEnv} env
 * @param {number} deadlineMs
 * @returns {Promise<{ isPassed: boolean, timedOut: boolean, failures: StageResult['failures'] }>}
 */
async function runTool(stage, extra, env, deadlineMs) {
  const report = stage.tool === undefined ? null : new ToolReport(stage.tool);
  try {
    const { command, args } = stage.command();
    const { code, timedOut } = await run(command, [...args, ...(report?.args ?? []), ...extra], {
      deadlineMs,
      env: { ...env, ...report?.environment },
      show: true,
    });
    const isPassed = code === 0 && !timedOut;
    return { isPassed, timedOut, failures: isPassed || report === null ? [] : report.read() };
  } finally {
    report?.dispose();
  }
}

/**
 * Runs one stage.
 * @param {Stage} stage
 * @param {readonly string[]} extra Options for its tool.
 * @param {Resources} resources
 * @param {number} leftMs What is left of the time for all stages.
 * @returns {Promise<StageResult>}
 */
export async function runStage(stage, extra, resources, leftMs) {
  const started = performance.now();
  /**
   * @param {StageResult['outcome']} outcome
   * @param {string} note
   * @param {StageResult['failures']} [failures]
   * @returns {StageResult}
   */
  const result = (outcome, note, failures = []) => ({
    name: stage.name,
    outcome,
    note,
    failures,
    milliseconds: performance.now() - started,
  });
  if (!hasTests(stage)) return result('skipped', `there are no tests in ${stage.files?.folder} yet`);
  const { environment, lacks, blocked } = await gather(stage, resources);
  if (blocked !== undefined)
    return result(blocked instanceof Unavailable ? 'skipped' : 'failed', reasonOf(blocked));
  const deadlineMs = Math.min(stage.deadlineMs, leftMs);
  if (deadlineMs <= 0) return result('failed', 'no time was left for it');
  say(`${stage.name} …`);
  const env = { ...process.env, ...environment, ...stage.environment };
  const { isPassed, timedOut, failures } = await runTool(stage, extra, env, deadlineMs);
  const note = [...(timedOut ? [`ended after ${seconds(deadlineMs)}`] : []), ...lacks].join('; ');
  return result(isPassed ? 'passed' : 'failed', note, failures);
}
