import type {
  EngineBackend,
  RunningEngine,
  StartContext,
} from '../../../../src/main/guacd-process/engine-backend';
import type { GuacdAddress } from '../../../../src/main/guacd';
import { CHILD_RESTART_POLICY } from '../../../../src/main/guacd-process/supervisor';
import { AppError } from '../../../../src/shared/errors';

/** One start of the fake engine, which the test lets succeed, fail or end. */
export type FakeStart = {
  readonly context: StartContext;
  succeed(): void;
  fail(error: AppError): void;
  /** Ends the engine by itself. */
  end(error: AppError): void;
  /** Times that it was told to stop. */
  stops: number;
};

/** A backend without a process: each start waits for the test to say how it goes. */
export class FakeBackend implements EngineBackend {
  readonly source: EngineBackend['source'];
  readonly location: string;
  readonly version = '1.6.0';
  readonly encrypted = false;
  readonly isolation = null;
  readonly warnings: readonly string[] = [];
  readonly policy = CHILD_RESTART_POLICY;
  readonly starts: FakeStart[] = [];
  /** Where each start listens; left out: on a port of its own. */
  address: GuacdAddress | null = null;
  /** When set, `stop` resolves only when the test calls what is in here. */
  holdStop = false;
  releaseStop: () => void = () => undefined;

  constructor(location = '/fake/guacd', source: EngineBackend['source'] = 'binary') {
    this.location = location;
    this.source = source;
  }

  get last(): FakeStart {
    const start = this.starts.at(-1);
    if (start === undefined) throw new Error('the backend was not started');
    return start;
  }

  start(context: StartContext): Promise<RunningEngine> {
    return new Promise((resolve, reject) => {
      let end: (error: AppError) => void = () => undefined;
      const ended = new Promise<AppError>((settle) => (end = settle));
      const start: FakeStart = {
        context,
        stops: 0,
        succeed: () => resolve(engine),
        fail: reject,
        end,
      };
      const engine: RunningEngine = {
        address: this.address ?? { host: '127.0.0.1', port: 4000 + this.starts.length },
        pid: 100 + this.starts.length,
        ended,
        stop: () => {
          start.stops += 1;
          return this.holdStop ? new Promise((release) => (this.releaseStop = release)) : Promise.resolve();
        },
      };
      // As a real backend does: an abort ends the start.
      context.signal.addEventListener('abort', () => reject(new AppError('ABORTED')));
      this.starts.push(start);
    });
  }
}

/** Lets everything happen that waits for nothing but its turn. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
