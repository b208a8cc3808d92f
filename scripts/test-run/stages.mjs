import { readdirSync } from 'node:fs';
import { inRepository } from '../paths.mjs';
import { npmCommand, packageCommand } from '../process/npm.mjs';

/**
 * What a stage needs besides the node packages. `servers` also brings the keyring.
 * @typedef {'electron' | 'servers' | 'screen' | 'chromium'} Need
 *
 * @typedef {object} Stage
 * @property {string} name
 * @property {() => { command: string, args: string[] }} command
 * @property {'vitest' | 'playwright'} [tool] Runs its tests, and reports which of them failed.
 * @property {Readonly<Record<string, string>>} [environment] Variables for its tool.
 * @property {readonly Need[]} needs Without one of these the stage is skipped.
 * @property {readonly Need[]} uses Without one of these it runs, and its tests that need it skip themselves.
 * @property {boolean} [needsBuild] Runs the built app.
 * @property {{ folder: string, ending: RegExp }} [files] Its tests. Without any it is skipped.
 * @property {number} deadlineMs
 * @property {boolean} [onRequest] Runs only when it is named.
 */

/** @param {string} script */
const npmScript = (script) => () => {
  const { command, args } = npmCommand();
  return { command, args: [...args, 'run', '--silent', script] };
};

/**
 * @param {string} project
 * @returns {Pick<Stage, 'tool' | 'command'>}
 */
const vitest = (project) => ({
  tool: 'vitest',
  command: () => {
    const { command, args } = packageCommand('vitest');
    return { command, args: [...args, 'run', '--project', project] };
  },
});

/**
 * @param {string} project
 * @param {number} workers Tests at a time.
 * @returns {Pick<Stage, 'tool' | 'command'>}
 */
const playwright = (project, workers) => ({
  tool: 'playwright',
  command: () => {
    const { command, args } = packageCommand('@playwright/test', 'playwright');
    return { command, args: [...args, 'test', `--project=${project}`, `--workers=${workers}`] };
  },
});

const minute = 60_000;
const specs = /\.(?:spec|test)\.tsx?$/;

/** @type {Stage} */
const buildStage = {
  name: 'build',
  command: () => ({ command: process.execPath, args: [inRepository('scripts', 'setup', 'build.mjs')] }),
  needs: [],
  uses: [],
  deadlineMs: 5 * minute,
};

/** The stages of `npm test`, cheapest first, and those that run only on request. @type {readonly Stage[]} */
export const stages = [
  { name: 'typecheck', command: npmScript('typecheck'), needs: [], uses: [], deadlineMs: 5 * minute },
  { name: 'lint', command: npmScript('lint'), needs: [], uses: [], deadlineMs: 5 * minute },
  {
    name: 'unit',
    ...vitest('unit'),
    needs: [],
    uses: [],
    files: { folder: 'test/unit', ending: specs },
    deadlineMs: 5 * minute,
  },
  {
    name: 'fuzz',
    ...vitest('fuzz'),
    needs: [],
    uses: [],
    files: { folder: 'test/fuzz', ending: specs },
    deadlineMs: 5 * minute,
  },
  {
    name: 'fuzz-long',
    ...vitest('fuzz'),
    environment: { PESTLE_FUZZ: 'long' },
    needs: [],
    uses: ['electron'],
    files: { folder: 'test/fuzz', ending: specs },
    deadlineMs: 24 * minute,
    onRequest: true,
  },
  {
    name: 'integration',
    ...vitest('integration'),
    needs: [],
    uses: ['servers'],
    files: { folder: 'test/integration', ending: specs },
    deadlineMs: 6 * minute,
  },
  buildStage,
  {
    name: 'renderer',
    needsBuild: true,
    ...playwright('renderer', 2),
    needs: ['chromium'],
    uses: [],
    files: { folder: 'test/renderer', ending: specs },
    deadlineMs: 10 * minute,
  },
  {
    name: 'e2e',
    needsBuild: true,
    ...playwright('e2e', 1),
    needs: ['electron', 'servers', 'screen'],
    uses: [],
    files: { folder: 'test/e2e', ending: specs },
    deadlineMs: 15 * minute,
  },
  {
    name: 'package',
    tool: 'vitest',
    command: () => ({
      command: process.execPath,
      args: [inRepository('scripts', 'test-run', 'package-stage.mjs')],
    }),
    needs: ['electron', 'screen'],
    uses: [],
    files: { folder: 'test/package', ending: specs },
    deadlineMs: 8 * minute,
  },
];

/**
 * What `npm test -- …` was asked for: names of stages choose them (none: all but those on request); everything else is handed to the
 * tool of the stage, of which there then has to be one. What runs the built app brings the build along.
 * @param {readonly string[]} words
 * @returns {{ chosen: readonly Stage[], extra: readonly string[] } | { problem: string }}
 */
export function chooseStages(words) {
  const names = stages.map((stage) => stage.name);
  const wanted = words.filter((word) => names.includes(word));
  const extra = words.filter((word) => !names.includes(word));
  const named = stages.filter(({ name, onRequest = false }) =>
    wanted.length === 0 ? !onRequest : wanted.includes(name),
  );
  const build = named.some((stage) => stage.needsBuild) ? [buildStage] : [];
  const chosen = stages.filter((stage) => named.includes(stage) || build.includes(stage));
  if (extra.length > 0 && named.length !== 1) {
    return {
      problem: `Name one stage (${names.join(', ')}) to pass options to its tool: ${extra.join(' ')}`,
    };
  }
  return { chosen, extra };
}

/** @param {Stage} stage */
export function hasTests({ files }) {
  if (files === undefined) return true;
  try {
    return readdirSync(inRepository(files.folder), { recursive: true }).some((name) =>
      files.ending.test(String(name)),
    );
  } catch {
    return false;
  }
}
