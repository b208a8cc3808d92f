import type { Clock } from '../../shared/clock';
import { AppError } from '../../shared/errors';
import { Listeners } from '../../shared/listeners';
import type { GuacdDeadlines } from './deadlines';
import type { GuacdLink, SessionHandlers } from './link';
import { Liveness, type GuacdLiveness, type LivenessEvents } from './liveness';

/**
 * What one open connection tells, and to whom: it stands between the link and the listeners of a `GuacdConnection`.
 * One object takes all calls, because an app may have hundreds of connections that are idle.
 */
export class ConnectionEvents implements SessionHandlers, LivenessEvents {
  readonly instructions = new Listeners<[bytes: Uint8Array, isAscii: boolean]>();
  readonly livenessChanges = new Listeners<[liveness: GuacdLiveness]>();
  readonly drained = new Listeners<[]>();
  readonly closed = new Listeners<[reason: AppError | null]>();
  readonly liveness: Liveness;
  readonly #link: GuacdLink;
  #end: { reason: AppError | null } | null = null;

  constructor(link: GuacdLink, clock: Clock, deadlines: GuacdDeadlines) {
    this.#link = link;
    this.liveness = new Liveness(clock, deadlines, this);
  }

  /** How the session ended; null before that. */
  get end(): { readonly reason: AppError | null } | null {
    return this.#end;
  }

  onInstructions(bytes: Uint8Array, isAscii: boolean): void {
    this.liveness.heard();
    this.instructions.emit(bytes, isAscii);
  }

  onDrain(): void {
    this.drained.emit();
  }

  onFinished(reason: AppError | null): void {
    this.liveness.stop();
    this.#end = { reason };
    this.closed.emit(reason);
  }

  onLiveness(liveness: GuacdLiveness): void {
    this.livenessChanges.emit(liveness);
  }

  onSilent(silentMs: number): void {
    this.#link.fail(new AppError('GUACD_SILENT', undefined, { details: { silentMs } }));
  }
}
