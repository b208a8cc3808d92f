import type { Clock } from '../../shared/clock';
import type { Logger } from './logging';

/** What the app is doing as a whole. It only ever moves to the right. */
export type LifecyclePhase = 'starting' | 'running' | 'quitting' | 'ended';

/** How long everything together may take to end before the app exits anyway. */
export const JOIN_DEADLINE_MS = 5000;
/** The same after an error that nothing handled: what is broken should not be waited for. */
export const FATAL_JOIN_DEADLINE_MS = 1500;

/** Exit code after an error that nothing handled (EX_SOFTWARE of sysexits.h). */
export const FATAL_EXIT_CODE = 70;

export type LifecycleOptions = {
  clock: Clock;
  logger: Logger;
  /** Asks the user whether the app may end. Not called when nothing would be lost. */
  confirmQuit: () => Promise<boolean>;
  /** Ends the process at once. */
  exit: (code: number) => void;
};

/**
 * The life of the app, from start to exit.
 *
 * | phase    | on                      | next     | does                                                        |
 * |----------|-------------------------|----------|-------------------------------------------------------------|
 * | starting | `started`               | running  |                                                             |
 * | starting | `requestQuit`, `quit`   | quitting | ends what was started so far                                |
 * | running  | `requestQuit`           | running  | asks; if yes like `quit`; a question already open stays     |
 * | running  | `quit`                  | quitting | ends everything added, the newest first, at most 5 s        |
 * | any      | `fail`                  | quitting | logs, ends everything, at most 1.5 s, exit code 70          |
 * | quitting | everything ended, or late | ended  | exits                                                       |
 *
 * Whatever is asked again while quitting changes nothing.
 */
export class Lifecycle {
  readonly #options: LifecycleOptions;
  readonly #joins: { name: string; end: () => void | Promise<void> }[] = [];
  #phase: LifecyclePhase = 'starting';
  #isAsking = false;

  constructor(options: LifecycleOptions) {
    this.#options = options;
  }

  get phase(): LifecyclePhase {
    return this.#phase;
  }

  /** Names something that has to end before the app exits. It may fail or hang: the others end all the same. */
  join(name: string, end: () => void | Promise<void>): void {
    this.#joins.push({ name, end });
  }

  started(): void {
    if (this.#phase === 'starting') this.#phase = 'running';
  }

  /** Ends the app if the user agrees. */
  async requestQuit(): Promise<void> {
    if (this.#phase === 'starting') return this.quit();
    if (this.#phase !== 'running' || this.#isAsking) return;
    this.#isAsking = true;
    try {
      if (!(await this.#options.confirmQuit())) return;
    } finally {
      this.#isAsking = false;
    }
    await this.quit();
  }

  /** Ends the app without a question. */
  async quit(): Promise<void> {
    await this.#end(0, JOIN_DEADLINE_MS);
  }

  /** Ends the app because of an error that nothing handled. */
  async fail(error: unknown): Promise<void> {
    this.#options.logger.error('app.failed', { error });
    await this.#end(FATAL_EXIT_CODE, FATAL_JOIN_DEADLINE_MS);
  }

  async #end(exitCode: number, deadlineMs: number): Promise<void> {
    if (this.#phase === 'quitting' || this.#phase === 'ended') return;
    this.#phase = 'quitting';
    const pending = new Set(this.#joins.map(({ name }) => name));
    const allEnded = Promise.all([...this.#joins].reverse().map((join) => this.#endOne(join, pending)));
    await this.#within(deadlineMs, allEnded);
    if (pending.size > 0) this.#options.logger.warn('app.ended-late', { pending: [...pending].join() });
    this.#phase = 'ended';
    this.#options.exit(exitCode);
  }

  async #endOne(
    { name, end }: { name: string; end: () => void | Promise<void> },
    pending: Set<string>,
  ): Promise<void> {
    try {
      await end();
    } catch (error) {
      this.#options.logger.error('app.join-failed', { name, error });
    }
    pending.delete(name);
  }

  async #within(deadlineMs: number, work: Promise<unknown>): Promise<void> {
    let cancel = (): void => undefined;
    const deadline = new Promise<void>((resolve) => {
      cancel = this.#options.clock.after(deadlineMs, resolve);
    });
    await Promise.race([work, deadline]);
    cancel();
  }
}
