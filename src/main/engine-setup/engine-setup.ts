import type { Clock } from '../../shared/clock';
import type { Disposable } from '../../shared/disposable';
import { adviceFor, AppError } from '../../shared/errors';
import { Listeners } from '../../shared/listeners';
import type {
  SetupRun,
  SetupRuntime,
  SetupState,
  SetupStep,
  SetupStepId,
  SetupTrouble,
} from '../../shared/model/engine-setup';
import { isAborted } from '../guacd-process/is-aborted';
import { pause } from '../guacd-process/pause';
import type { CommandResult } from '../guacd-process/run-command';
import { classifyFailure, troubleIn } from './classify-failure';
import { isWantedVersion } from './image-steps';
import { lookAtSystem, type SetupTools } from './look-at-system';
import { OutputTeller } from './output-teller';
import { planSetup, type PlannedRoute } from './plan-setup';
import type { PlannedStep, StepCommand } from './planned-step';
import type { SetupFacts } from './setup-facts';
import { PROXY_NOTE, troubleWords } from './setup-words';
import { StepOutput } from './step-output';

/** Milliseconds between two looks for the effect of a command. */
const LOOK_AGAIN_MS = 2_000;

export type EngineSetupOptions = {
  readonly tools: SetupTools;
  /** Runs the command of a step to its end. Never rejects. */
  readonly run: (
    command: StepCommand,
    options: { readonly signal: AbortSignal; readonly onLine: (text: string) => void },
  ) => Promise<CommandResult>;
  /**
   * Asks the user, out of the reach of the page, whether these steps may be run: they download something. The signal
   * takes the question back; it settles once nothing of it is on the screen.
   */
  readonly confirm: (steps: readonly SetupStep[], signal: AbortSignal) => Promise<boolean>;
  /** Makes a container the engine of the app, and tells how its start went. */
  readonly useEngine: (
    runtime: SetupRuntime,
  ) => Promise<{ readonly isReady: boolean; readonly message: string }>;
  /** The runtime whose container is the engine and ready. */
  readonly engineInUse: () => SetupRuntime | null;
  /** Told what ended something under way although it is no failure of a command, such as a full disk. For the log. */
  readonly onFault: (error: unknown) => void;
  readonly clock: Clock;
};

/** What came of a step: nothing wrong, or what and with which lines. */
type Outcome = { readonly trouble: SetupTrouble; readonly output: string[] } | null;

/**
 * The set-up of an engine in a container: looks what this computer has, offers the steps that are missing, and runs
 * those that the user starts, one at a time, each followed by a new look. Only steps of the present plan can be run,
 * in their order; what downloads something is asked for in a dialog of the system first. Nothing is elevated.
 *
 * | phase | next |
 * |---|---|
 * | idle | looking (`look`), asking or running (`run`) |
 * | looking | idle |
 * | asking | running (yes), idle (no) |
 * | running | idle (all done, a step failed, `cancel`) |
 */
export class EngineSetup {
  readonly #options: EngineSetupOptions;
  readonly #changed = new Listeners<[SetupState]>();
  readonly #checked = new Set<SetupRuntime>();
  #routes: readonly PlannedRoute[] = [];
  #facts: SetupFacts | null = null;
  #controller = new AbortController();
  #job: Promise<void> = Promise.resolve();
  #isDisposed = false;
  /** Whether a question is on the screen; it may outlast the work that asked it. */
  #isQuestionOpen = false;
  #state: SetupState = {
    revision: 0,
    phase: 'idle',
    planId: 0,
    routes: [],
    running: null,
    problem: null,
    notes: [],
  };

  /** Does nothing until `look`. */
  constructor(options: EngineSetupOptions) {
    this.#options = options;
  }

  get state(): SetupState {
    return this.#state;
  }

  /** Tells each change of `state`, synchronously and with the whole new state. */
  onChanged(listener: (state: SetupState) => void): Disposable {
    return this.#changed.add(listener);
  }

  /** Begins to look at this computer, unless something is under way. Returns the state at once. */
  look(): SetupState {
    if (this.#state.phase !== 'idle') return this.#state;
    return this.#begin('looking', null, (signal) => this.#look(signal));
  }

  /**
   * Begins to run a step of the present plan, the next one of its route. Returns the state at once.
   * @throws AppError ENGINE_SETUP_REFUSED for any other step, and while something is under way or a question is still open
   */
  run(request: SetupRun): SetupState {
    const steps = this.#stepsOf(request);
    const asks = steps.some(({ view }) => view.downloadMb !== null);
    return this.#begin(asks ? 'asking' : 'running', request.stepId, async (signal) => {
      if (asks && !(await this.#isAgreed(steps, signal))) return;
      await this.#runAll(steps, signal);
    });
  }

  /** Ends what is under way. Returns the state at once; the command is ended in the background. */
  cancel(): SetupState {
    this.#controller.abort();
    return this.#state;
  }

  /** Ends what is under way, for good. Resolves when no command of it is left. */
  async dispose(): Promise<void> {
    this.#isDisposed = true;
    this.#controller.abort();
    await this.#job;
  }

  /** @param stepId the step that is told to have failed when the work fails before any step runs */
  #begin(
    phase: SetupState['phase'],
    stepId: SetupStepId | null,
    work: (signal: AbortSignal) => Promise<void>,
  ): SetupState {
    if (this.#isDisposed) return this.#state;
    this.#controller = new AbortController();
    this.#publish({ phase, problem: null });
    this.#job = work(this.#controller.signal)
      .catch((error: unknown) => this.#tellFault(error, this.#state.running?.stepId ?? stepId))
      .finally(() => this.#publish({ phase: 'idle', running: null }));
    return this.#state;
  }

  #tellFault(error: unknown, stepId: SetupStepId | null): void {
    this.#options.onFault(error);
    if (stepId === null) return;
    const { code, message } = AppError.from(error);
    const words = { message, advice: adviceFor(code), command: null };
    this.#publish({ problem: { stepId, trouble: 'unknown', ...words, output: [] } });
  }

  async #look(signal: AbortSignal): Promise<void> {
    const seen = await lookAtSystem(this.#options.tools, signal);
    if (isAborted(signal)) return;
    const facts = { ...seen, checked: [...this.#checked], inUse: this.#options.engineInUse() };
    this.#facts = facts;
    this.#routes = planSetup(facts);
    this.#publish({
      planId: this.#state.planId + 1,
      routes: this.#routes.map(({ view }) => view),
      notes: facts.hasProxy ? [PROXY_NOTE] : [],
    });
  }

  /** The step that is asked for, and those after it that Pestle can do as well. */
  #stepsOf({ planId, stepId, goesOn }: SetupRun): PlannedStep[] {
    const refused = new AppError('ENGINE_SETUP_REFUSED');
    const isBusy = this.#state.phase !== 'idle' || this.#isQuestionOpen;
    if (isBusy || planId !== this.#state.planId) throw refused;
    const route = this.#routes.find(({ steps }) => steps.some(({ view }) => view.id === stepId));
    const missing = route?.steps.filter(({ view }) => !view.isDone) ?? [];
    const [first] = missing;
    if (first?.view.id !== stepId || first.view.by !== 'pestle' || !isRunnable(first)) throw refused;
    const end = missing.findIndex(({ view }) => view.by !== 'pestle');
    return missing.slice(0, goesOn ? (end < 0 ? missing.length : end) : 1);
  }

  /** Asks the user. `cancel` and `dispose` take the question back and do not wait until it is gone. */
  async #isAgreed(steps: readonly PlannedStep[], signal: AbortSignal): Promise<boolean> {
    // The question has a signal of its own: once answered, there is nothing to take back.
    const question = new AbortController();
    let takeBack = (): void => undefined;
    const takenBack = new Promise<false>((resolve) => {
      takeBack = () => {
        question.abort();
        resolve(false);
      };
    });
    signal.addEventListener('abort', takeBack);
    this.#isQuestionOpen = true;
    const views = steps.map(({ view }) => view);
    const answered = this.#options.confirm(views, question.signal).finally(() => {
      this.#isQuestionOpen = false;
      signal.removeEventListener('abort', takeBack);
    });
    return Promise.race([answered, takenBack]);
  }

  async #runAll(steps: readonly PlannedStep[], signal: AbortSignal): Promise<void> {
    for (const { view } of steps) {
      const step = this.#find(view.id);
      if (step?.view.isDone === true) continue;
      const outcome = isAgreed(step, view)
        ? await this.#runStep(step, signal)
        : { trouble: 'changed' as const, output: [] };
      if (outcome === null) continue;
      const stepId = view.id;
      this.#publish({ problem: { stepId, ...outcome, ...troubleWords(outcome.trouble, runtimeOf(stepId)) } });
      return;
    }
  }

  async #runStep({ view, run }: PlannedStep, signal: AbortSignal): Promise<Outcome> {
    if (isAborted(signal)) return { trouble: 'cancelled', output: [] };
    this.#publish({ phase: 'running', running: { stepId: view.id, progress: null, output: [] } });
    const runtime = runtimeOf(view.id);
    if (run === null) return this.#use(runtime, signal);
    const output = new StepOutput();
    const result = await this.#runCommand(view.id, run, output, signal);
    let trouble = classifyFailure(result.kind === 'ended' ? { ...result, lines: output.lines } : result);
    if (trouble === null && view.id === `${runtime}.check`) {
      if (isWantedVersion(output.lines)) this.#checked.add(runtime);
      else trouble = 'wrong-version';
    }
    trouble ??= await this.#awaitEffect(view.id, run.settleMs, signal);
    return trouble === null ? null : { trouble, output: output.shown };
  }

  async #runCommand(
    stepId: SetupStepId,
    command: StepCommand,
    output: StepOutput,
    signal: AbortSignal,
  ): Promise<CommandResult> {
    const { clock, run } = this.#options;
    const telling = new OutputTeller(clock, () =>
      this.#publish({ running: { stepId, progress: output.progress, output: output.shown } }),
    );
    const onLine = (text: string): void => {
      output.add(text);
      telling.request();
    };
    const result = await run(command, { signal, onLine });
    telling.dispose();
    return result;
  }

  async #use(runtime: SetupRuntime, signal: AbortSignal): Promise<Outcome> {
    const { isReady, message } = await this.#options.useEngine(runtime);
    await this.#look(signal);
    return isReady ? null : { trouble: troubleIn([message]) ?? 'unknown', output: [message.slice(0, 300)] };
  }

  /** Looks until the step is done, for at most the time that its effect may take. */
  async #awaitEffect(
    stepId: SetupStepId,
    settleMs: number,
    signal: AbortSignal,
  ): Promise<SetupTrouble | null> {
    const { clock } = this.#options;
    const end = clock.now() + settleMs;
    for (;;) {
      await this.#look(signal);
      if (isAborted(signal)) return 'cancelled';
      if (this.#find(stepId)?.view.isDone !== false) return null;
      if (clock.now() >= end) return this.#facts?.runtimes[runtimeOf(stepId)].trouble ?? 'no-effect';
      await pause(clock, LOOK_AGAIN_MS, signal);
    }
  }

  #find(stepId: SetupStepId): PlannedStep | undefined {
    for (const { steps } of this.#routes) {
      const step = steps.find(({ view }) => view.id === stepId);
      if (step !== undefined) return step;
    }
    return undefined;
  }

  #publish(change: Partial<Omit<SetupState, 'revision'>>): void {
    this.#state = { ...this.#state, ...change, revision: this.#state.revision + 1 };
    this.#changed.emit(this.#state);
  }
}

function isRunnable({ view, run }: PlannedStep): boolean {
  return run !== null || view.id === `${runtimeOf(view.id)}.use`;
}

/** Whether it is the step that the user agreed to, with that command and no other. */
function isAgreed(step: PlannedStep | undefined, agreed: SetupStep): step is PlannedStep {
  return step?.view.command === agreed.command && isRunnable(step);
}

function runtimeOf(stepId: SetupStepId): SetupRuntime {
  return stepId.startsWith('podman.') ? 'podman' : 'docker';
}
