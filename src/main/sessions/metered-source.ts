import type { Disposable } from '../../shared/disposable';
import type { InstructionsListener } from './hooks/hooked-source';
import type { LinkMeter } from './link-meter';
import type { SessionConnection } from './session-services';

type Source = { onInstructions(listener: InstructionsListener): Disposable };

/** A connection as the way to the page sees it: what guacd sends after the hooks, and a meter of the time without it. */
export class MeteredSource {
  readonly #connection: Pick<SessionConnection, 'pause' | 'resume'>;
  readonly #source: Source;
  readonly #meter: LinkMeter;

  /** @param source the connection itself, or what its hooks leave of it */
  constructor(connection: Pick<SessionConnection, 'pause' | 'resume'>, source: Source, meter: LinkMeter) {
    this.#connection = connection;
    this.#source = source;
    this.#meter = meter;
  }

  onInstructions(listener: InstructionsListener): Disposable {
    return this.#source.onInstructions(listener);
  }

  pause(): void {
    this.#meter.paused();
    this.#connection.pause();
  }

  resume(): void {
    this.#meter.resumed();
    this.#connection.resume();
  }
}
