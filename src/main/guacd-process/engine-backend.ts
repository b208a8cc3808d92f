import type { AppError } from '../../shared/errors';
import type { EngineIsolation } from '../../shared/model/engine';
import type { EnginePart } from '../../shared/model/engine-manifest';
import type { GuacdAddress } from '../guacd';
import type { RestartPolicy } from './supervisor';

/** What a backend is given for one start. */
export type StartContext = {
  /** Aborted when the engine is no longer wanted. */
  readonly signal: AbortSignal;
  /** Adds a line of safe text to the engine's log. */
  readonly log: (text: string) => void;
};

/** An engine that accepts connections. */
export type RunningEngine = {
  readonly address: GuacdAddress;
  /** Process id of guacd when it is our child on this computer. */
  readonly pid: number | null;
  /** Resolves with the reason when it ends or is lost by itself. Never rejects. */
  readonly ended: Promise<AppError>;
  /** Ends it. Resolves when nothing of it is left. May be called after it ended, and more than once. */
  stop(): Promise<void>;
};

/** One way to have a guacd: ours, one of the system as our child, a container, or one that runs elsewhere. */
export type EngineBackend = {
  readonly source: 'included' | 'binary' | 'container' | 'remote';
  /** As the Engine page shows it: a path, runtime and image, or host:port. */
  readonly location: string;
  readonly version: string | null;
  readonly encrypted: boolean;
  /** Null: it runs elsewhere, or its runtime shuts it in. */
  readonly isolation: EngineIsolation | null;
  readonly warnings: readonly string[];
  /** Packages that it is made of; left out when they are not ours to tell. */
  readonly parts?: readonly EnginePart[];
  readonly policy: RestartPolicy;
  /**
   * Starts it and resolves when it accepts connections. Rejects with an AppError, ABORTED included, and then
   * has left nothing behind; `details.permanent` tells that another try cannot help.
   */
  start(context: StartContext): Promise<RunningEngine>;
};

/** Whether another try, unchanged, cannot help. */
export function isPermanent(error: AppError): boolean {
  return error.details.permanent === true;
}
