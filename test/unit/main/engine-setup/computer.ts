import { EngineSetup } from '../../../../src/main/engine-setup/engine-setup';
import type { StepCommand } from '../../../../src/main/engine-setup/planned-step';
import type { CommandResult } from '../../../../src/main/guacd-process/run-command';
import type { SetupRun, SetupRuntime, SetupStep } from '../../../../src/shared/model/engine-setup';
import { FakeClock } from '../../../support/fake-clock';
import { turn } from '../guacd-process/fake-backend';

/** A command that ended with this status and these last lines. */
export const ended = (status: number, ...lines: string[]): CommandResult => ({
  kind: 'ended',
  status,
  lines,
});

/** A computer with Podman whose state commands change, and a user. */
export class Computer {
  readonly clock = new FakeClock();
  readonly ran: string[] = [];
  readonly asked: (readonly SetupStep[])[] = [];
  readonly chosen: SetupRuntime[] = [];
  readonly faults: unknown[] = [];
  /** Signals of the questions that were asked; an aborted one closes its dialog. */
  readonly questions: AbortSignal[] = [];
  platform: NodeJS.Platform = 'linux';
  isInstalled = true;
  hasImage = false;
  /** Whether its Podman answers, and whether its list of machines says so. */
  isMachineRunning = true;
  isMachineListed = true;
  inUse: SetupRuntime | null = null;
  /** What the user answers; a promise may wait. */
  answer: boolean | Promise<boolean> = true;
  engineMessage = '';
  /** What keeps it from being looked at. */
  lookFault: Error | null = null;
  /** What keeps the engine from being chosen, such as a full disk. */
  engineFault: Error | null = null;
  env: NodeJS.ProcessEnv = {};
  /** What a command does; by default it works. */
  commands: Record<string, (onLine: (text: string) => void, signal: AbortSignal) => Promise<CommandResult>> =
    {};

  readonly setup: EngineSetup;

  constructor(change: Partial<Computer>) {
    Object.assign(this, change);
    this.setup = new EngineSetup({
      tools: {
        platform: this.platform,
        env: this.env,
        osRelease: () =>
          this.lookFault === null ? Promise.resolve('ID=debian') : Promise.reject(this.lookFault),
        findExecutables: (name) =>
          Promise.resolve(name === 'podman' && this.isInstalled ? ['/usr/bin/podman'] : []),
        ask: (_file, args) => Promise.resolve(this.#ask(args)),
      },
      run: (command, { signal, onLine }) => this.#run(command, signal, onLine),
      confirm: (steps, signal) => {
        this.asked.push(steps);
        this.questions.push(signal);
        return Promise.resolve(this.answer);
      },
      useEngine: (runtime) => {
        this.chosen.push(runtime);
        if (this.engineFault !== null) return Promise.reject(this.engineFault);
        if (this.engineMessage === '') this.inUse = runtime;
        return Promise.resolve({ isReady: this.engineMessage === '', message: this.engineMessage });
      },
      engineInUse: () => this.inUse,
      onFault: (error) => this.faults.push(error),
      clock: this.clock,
    });
  }

  #ask(args: readonly string[]): CommandResult {
    if (args[0] === 'image') return ended(this.hasImage ? 0 : 125);
    if (args[0] === 'machine') return ended(0, `[{ "Running": ${this.isMachineListed} }]`);
    return this.isMachineRunning ? ended(0, '5.4.2') : ended(125, 'Try `podman machine start`.');
  }

  async #run(
    { args }: StepCommand,
    signal: AbortSignal,
    onLine: (text: string) => void,
  ): Promise<CommandResult> {
    this.ran.push(args.join(' '));
    const verb = args[0] ?? '';
    const command = this.commands[verb];
    if (command !== undefined) return command(onLine, signal);
    if (verb === 'pull') this.hasImage = true;
    if (verb === 'run') onLine('Guacamole proxy daemon (guacd) version 1.6.0');
    return ended(0);
  }

  /** Looks, and returns when that is over. */
  async look(): Promise<void> {
    this.setup.look();
    await turn();
  }

  request(stepId: SetupRun['stepId'], goesOn = true): SetupRun {
    return { planId: this.setup.state.planId, stepId, goesOn };
  }

  /** The steps of Podman that are left. */
  get left(): string[] {
    const route = this.setup.state.routes.find(({ runtime }) => runtime === 'podman');
    return (route?.steps ?? []).filter(({ isDone }) => !isDone).map(({ id }) => id);
  }
}
