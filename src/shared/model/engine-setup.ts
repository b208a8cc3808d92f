import * as v from 'valibot';

const text = v.pipe(v.string(), v.maxLength(600));

/** Container runtimes that an engine can be set up in. */
const setupRuntimeSchema = v.picklist(['podman', 'docker']);
export type SetupRuntime = v.InferOutput<typeof setupRuntimeSchema>;

/** Every step there is, in the order of their route. Not all are offered on every computer. */
const SETUP_STEPS = [
  'podman.windows',
  'podman.install',
  'podman.create',
  'podman.start',
  'podman.repair',
  'podman.fetch',
  'podman.check',
  'podman.use',
  'docker.windows',
  'docker.install',
  'docker.start',
  'docker.allow',
  'docker.repair',
  'docker.fetch',
  'docker.check',
  'docker.use',
] as const;
const setupStepIdSchema = v.picklist(SETUP_STEPS);
export type SetupStepId = v.InferOutput<typeof setupStepIdSchema>;

/** Reasons for which a step is known to fail; each has words and a way on (see setup-words.ts in main). */
export const SETUP_TROUBLES = [
  'not-running',
  'not-allowed',
  'machine-missing',
  'machine-stopped',
  'wrong-containers',
  'no-subordinate-ids',
  'no-space',
  'offline',
  'proxy',
  'tls-interception',
  'rate-limit',
  'image-unknown',
  'digest-mismatch',
  'wrong-architecture',
  'wrong-version',
  'port-blocked',
  'wsl-missing',
  'wsl-outdated',
  'needs-restart',
  'no-virtualization',
  'needs-admin',
  'cannot-run',
  'timed-out',
  'cancelled',
  'no-effect',
  'changed',
  'unknown',
] as const;
const setupTroubleSchema = v.picklist(SETUP_TROUBLES);
export type SetupTrouble = v.InferOutput<typeof setupTroubleSchema>;

/** One step, as the set-up shows it before anything is done. */
const setupStepSchema = v.strictObject({
  id: setupStepIdSchema,
  /** What to do, such as `Fetch the engine`. */
  title: text,
  /** What it does and why, in a plain sentence or two. */
  text,
  /** The command as it is run, or as the user has to run it; null when the step is no command. */
  command: v.nullable(text),
  /** `pestle` runs it after a click; `user` has to do it, for it needs rights or choices that are not ours. */
  by: v.picklist(['pestle', 'user']),
  /** Whether an administrator has to do or to confirm it. */
  needsAdmin: v.boolean(),
  /** About how much comes over the network, in megabytes; null for nothing. */
  downloadMb: v.nullable(v.number()),
  /** How it is taken back, in words or as a command; null when there is nothing to take back. */
  undo: v.nullable(text),
  /** Where the maker of the program says more; shown, never opened. */
  page: v.nullable(text),
  isDone: v.boolean(),
});
export type SetupStep = v.InferOutput<typeof setupStepSchema>;

/** One way to an engine in a container. Its steps are done in order; it is set up when all are done. */
export const setupRouteSchema = v.strictObject({
  runtime: setupRuntimeSchema,
  title: text,
  /** What speaks for it, or what was found on this computer. */
  text,
  isRecommended: v.boolean(),
  steps: v.pipe(v.array(setupStepSchema), v.maxLength(12)),
});
export type SetupRoute = v.InferOutput<typeof setupRouteSchema>;

/** Why a step failed, in words. `output`: the last lines that its command wrote. */
const setupProblemSchema = v.strictObject({
  stepId: setupStepIdSchema,
  trouble: setupTroubleSchema,
  message: text,
  advice: text,
  /** A command that helps, for the user to run; null when there is none. */
  command: v.nullable(text),
  output: v.pipe(v.array(text), v.maxLength(20)),
});
export type SetupProblem = v.InferOutput<typeof setupProblemSchema>;

/** The set-up of an engine in a container, as the set-up page shows it. */
export const setupStateSchema = v.strictObject({
  /** Raised by one with each change, so that a late reader knows which of two states is newer. */
  revision: v.number(),
  /** `asking`: main asks the user in a dialog of the system. */
  phase: v.picklist(['idle', 'looking', 'asking', 'running']),
  /** Which look at the computer the routes come from; 0 before the first. Steps are run by it and their id. */
  planId: v.number(),
  routes: v.pipe(v.array(setupRouteSchema), v.maxLength(2)),
  /** What is run now; null when nothing is. */
  running: v.nullable(
    v.strictObject({
      stepId: setupStepIdSchema,
      /** Share that is done, 0 to 1; null when the command does not tell. */
      progress: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
      /** The last lines that the command wrote, oldest first. */
      output: v.pipe(v.array(text), v.maxLength(20)),
    }),
  ),
  /** Why the last step that was run failed; null when it did not. */
  problem: v.nullable(setupProblemSchema),
  /** What the user should know about this computer before, such as a proxy. */
  notes: v.pipe(v.array(text), v.maxLength(4)),
});
export type SetupState = v.InferOutput<typeof setupStateSchema>;

/** Which step to run: one that main offered itself. `goesOn`: and then those after it that need no decision. */
export const setupRunSchema = v.strictObject({
  planId: v.number(),
  stepId: setupStepIdSchema,
  goesOn: v.boolean(),
});
export type SetupRun = v.InferOutput<typeof setupRunSchema>;
