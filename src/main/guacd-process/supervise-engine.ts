import type { Clock } from '../../shared/clock';
import { AppError } from '../../shared/errors';
import { isPermanent, type EngineBackend, type RunningEngine, type StartContext } from './engine-backend';
import { isAborted } from './is-aborted';
import { pause } from './pause';
import { decideRestart } from './supervisor';

/** What happens to a supervised engine, in the order it happens. Called synchronously; must not throw. */
export type SupervisionEvents = {
  readonly onStarting: () => void;
  readonly onReady: (engine: RunningEngine) => void;
  /** It ended by itself; what is left of it is being ended. */
  readonly onLost: (error: AppError) => void;
  /** It will be started again in `delayMs`. */
  readonly onWaiting: (error: AppError, delayMs: number) => void;
  /** It will not be started again. */
  readonly onFailed: (error: AppError) => void;
};

type Supervision = {
  readonly backend: EngineBackend;
  readonly clock: Clock;
  readonly events: SupervisionEvents;
  readonly context: StartContext;
};

/** Why one life of the engine was over, and how long it was ready; null when it never was. */
type LifeEnd = { readonly error: AppError; readonly readyForMs: number | null };

async function liveOnce({ backend, clock, events, context }: Supervision): Promise<LifeEnd> {
  const { signal } = context;
  events.onStarting();
  let engine: RunningEngine;
  try {
    engine = await backend.start(context);
  } catch (thrown) {
    return { error: AppError.from(thrown), readyForMs: null };
  }
  const readyAt = clock.now();
  if (!signal.aborted) events.onReady(engine);
  const error = await untilEndedOrAborted(engine, signal);
  const readyForMs = clock.now() - readyAt;
  if (!isAborted(signal)) events.onLost(error);
  await engine.stop();
  return { error, readyForMs };
}

function untilEndedOrAborted(engine: RunningEngine, signal: AbortSignal): Promise<AppError> {
  return new Promise((resolve) => {
    const finish = (error: AppError): void => {
      signal.removeEventListener('abort', abort);
      resolve(error);
    };
    const abort = (): void => finish(new AppError('ABORTED'));
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
    void engine.ended.then(finish);
  });
}

/**
 * Keeps an engine running until the signal of the context is aborted or it is given up. Resolves when nothing
 * of it is left; never rejects. After the abort no event is reported any more.
 */
export async function superviseEngine(supervision: Supervision): Promise<void> {
  const { backend, clock, events, context } = supervision;
  const { signal } = context;
  let failures = 0;
  while (!signal.aborted) {
    const { error, readyForMs } = await liveOnce(supervision);
    // A stop on purpose ends here, whatever the engine made of it.
    if (isAborted(signal)) return;
    const decision = decideRestart(failures, readyForMs, backend.policy);
    failures = decision.failures;
    if (decision.delayMs === null || isPermanent(error)) {
      events.onFailed(error);
      return;
    }
    events.onWaiting(error, decision.delayMs);
    await pause(clock, decision.delayMs, signal);
  }
}
