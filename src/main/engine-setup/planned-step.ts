import type { SetupStep } from '../../shared/model/engine-setup';

/** What Pestle runs for a step. */
export type StepCommand = {
  /** Absolute path of the program. */
  readonly file: string;
  readonly args: readonly string[];
  /** Milliseconds until it is ended. */
  readonly deadlineMs: number;
  /** Milliseconds that its effect may take to show after it has ended. */
  readonly settleMs: number;
  /** Whether it starts something that goes on after it, and after Pestle. */
  readonly isLasting: boolean;
};

/** A step with what only main knows. `run` is null for steps of the user, and for the one that chooses the engine. */
export type PlannedStep = { readonly view: SetupStep; readonly run: StepCommand | null };

const NOTHING_SPECIAL = {
  command: null,
  by: 'pestle',
  needsAdmin: false,
  downloadMb: null,
  undo: null,
  page: null,
} as const;

type StepView = Pick<SetupStep, 'id' | 'title' | 'text' | 'isDone'> & Partial<SetupStep>;
type Run = Pick<StepCommand, 'file' | 'args' | 'deadlineMs'> & Partial<StepCommand>;

/** A step that the user does. */
export function userStep(view: StepView): PlannedStep {
  return { view: { ...NOTHING_SPECIAL, ...view, by: 'user' }, run: null };
}

/** A step that Pestle does with a command, which is shown as it is run, with the program by the name people type. */
export function pestleStep(view: StepView, run: Run): PlannedStep {
  return {
    view: { ...NOTHING_SPECIAL, ...view, command: commandLine(run.file, run.args) },
    run: { settleMs: 0, isLasting: false, ...run },
  };
}

/** A step that Pestle does without a command, or with one that only is known once an earlier step is done. */
export function innerStep(view: StepView): PlannedStep {
  return { view: { ...NOTHING_SPECIAL, ...view }, run: null };
}

function commandLine(file: string, args: readonly string[]): string {
  const name = file.replace(/^.*[/\\]/, '').replace(/\.exe$/i, '');
  return [name, ...args].join(' ');
}
