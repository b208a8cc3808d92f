import type { Clock } from '../../shared/clock';
import type { FrameTimer } from './frame-timer';
import type { SessionConnection } from './session-services';
import type { PassedInput } from './upstream';

/** What one guacd connection of a session came to. */
export type LinkFigures = {
  receivedBytes: number;
  receivedInstructions: number;
  sentBytes: number;
  sentInstructions: number;
  frames: number;
  /** Milliseconds from its first use to now, or to its end. */
  connectedMs: number;
  /** Milliseconds in which reading was stopped. */
  pausedMs: number;
};

export type LinkMeterOwner = {
  /** Told once, with the final figures. */
  linkEnded(link: LinkMeter, figures: LinkFigures): void;
};

export type LinkMeterOptions = {
  connection: SessionConnection;
  frames: FrameTimer;
  clock: Clock;
  owner: LinkMeterOwner;
};

/** Measures one guacd connection of a session, from its first instruction to its end. */
export class LinkMeter {
  readonly #connection: SessionConnection;
  readonly #timer: FrameTimer;
  readonly #clock: Clock;
  readonly #owner: LinkMeterOwner;
  readonly #startedAt: number;
  readonly #framesBefore: number;
  #sentInstructions = 0;
  #pausedMs = 0;
  #pausedSince: number | null = null;
  #isUnstable = false;
  #isOver = false;

  constructor({ connection, frames, clock, owner }: LinkMeterOptions) {
    this.#connection = connection;
    this.#timer = frames;
    this.#clock = clock;
    this.#owner = owner;
    this.#startedAt = clock.now();
    this.#framesBefore = frames.frames;
    frames.restart();
  }

  get figures(): LinkFigures {
    const { receivedBytes, receivedInstructions, sentBytes } = this.#connection;
    const now = this.#clock.now();
    return {
      receivedBytes,
      receivedInstructions,
      sentBytes,
      sentInstructions: this.#sentInstructions,
      frames: this.#timer.frames - this.#framesBefore,
      connectedMs: now - this.#startedAt,
      pausedMs: this.#pausedMs + (this.#pausedSince === null ? 0 : now - this.#pausedSince),
    };
  }

  get liveness(): 'responsive' | 'unstable' {
    return this.#isUnstable ? 'unstable' : 'responsive';
  }

  get protocolVersion(): string | null {
    return this.#connection.protocolVersion;
  }

  /** Bytes for guacd that the socket has not taken. */
  get inputQueueBytes(): number {
    return this.#connection.queuedBytes;
  }

  get isPaused(): boolean {
    return this.#pausedSince !== null;
  }

  /** guacd has been quiet for long, or is heard again. */
  heard(liveness: 'responsive' | 'unstable'): void {
    this.#isUnstable = liveness === 'unstable';
  }

  /** guacd has ended a frame; see {@link FrameTimer.framed}. */
  framed(timestamp: number | null): void {
    this.#timer.framed(timestamp);
  }

  /** Reading from guacd stops. */
  paused(): void {
    this.#pausedSince ??= this.#clock.now();
  }

  /** Reading goes on. */
  resumed(): void {
    if (this.#pausedSince === null) return;
    this.#pausedMs += this.#clock.now() - this.#pausedSince;
    this.#pausedSince = null;
  }

  /** A message of the page, or what is left of it, goes to guacd. */
  passed({ instructions, syncTimestamp, hasKeyPress }: PassedInput): void {
    this.#sentInstructions += instructions;
    if (syncTimestamp !== null) this.#timer.answered(syncTimestamp);
    if (hasKeyPress) this.#timer.keyPressed();
  }

  /** Ends the measuring and tells what it came to. */
  dispose(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.resumed();
    this.#owner.linkEnded(this, this.figures);
  }
}
