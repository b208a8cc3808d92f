import type { Clock } from '../../shared/clock';
import type { SessionMetrics } from '../../shared/model/session-metrics';
import { FrameTimer } from './frame-timer';
import { LinkMeter, type LinkFigures } from './link-meter';
import type { SessionConnection } from './session-services';

/** What a session knows beside its meter. */
export type MeterFacts = {
  sessionId: string;
  owedBytes: number;
  creditBytes: number;
};

/**
 * The figures of one session over all its connections. Always on: a message or a frame adds to a few numbers, and
 * sums are made when somebody asks.
 */
export class SessionMeter {
  readonly #clock: Clock;
  readonly #onLinkEnded: (figures: LinkFigures) => void;
  readonly #frames: FrameTimer;
  readonly #openedAt: number;
  #link: LinkMeter | null = null;
  #newConnections = 0;
  /** Sums over the connections that have ended. */
  #receivedBytes = 0;
  #receivedInstructions = 0;
  #sentBytes = 0;
  #sentInstructions = 0;
  #pausedMs = 0;

  /** @param onLinkEnded told what each connection came to, when it ends or is replaced */
  constructor(clock: Clock, onLinkEnded: (figures: LinkFigures) => void) {
    this.#clock = clock;
    this.#onLinkEnded = onLinkEnded;
    this.#frames = new FrameTimer(clock);
    this.#openedAt = clock.now();
  }

  /** Measures a connection from now on. Its owner ends that with `dispose`. */
  begin(connection: SessionConnection, isJoined: boolean): LinkMeter {
    if (!isJoined) this.#newConnections++;
    const link = new LinkMeter({
      connection,
      frames: this.#frames,
      clock: this.#clock,
      owner: this,
    });
    this.#link = link;
    return link;
  }

  /** A connection was measured to its end. */
  linkEnded(link: LinkMeter, figures: LinkFigures): void {
    if (this.#link === link) this.#link = null;
    this.#add(figures);
    this.#onLinkEnded(figures);
  }

  /** The figures as of now. */
  read({ sessionId, owedBytes, creditBytes }: MeterFacts): SessionMetrics {
    const link = this.#link;
    const present = link?.figures;
    return {
      sessionId,
      takenAtMs: this.#clock.now(),
      uptimeMs: this.#clock.now() - this.#openedAt,
      connectedMs: present?.connectedMs ?? null,
      reconnects: Math.max(0, this.#newConnections - 1),
      liveness: link?.liveness ?? 'none',
      protocolVersion: link?.protocolVersion ?? null,
      receivedBytes: this.#receivedBytes + (present?.receivedBytes ?? 0),
      receivedInstructions: this.#receivedInstructions + (present?.receivedInstructions ?? 0),
      sentBytes: this.#sentBytes + (present?.sentBytes ?? 0),
      sentInstructions: this.#sentInstructions + (present?.sentInstructions ?? 0),
      frames: this.#frames.frames,
      answers: this.#frames.answers,
      syncLag: this.#frames.lag,
      unansweredMs: link === null ? null : this.#frames.unansweredMs,
      keyToFrame: this.#frames.keyToFrame,
      owedBytes,
      creditBytes,
      inputQueueBytes: link?.inputQueueBytes ?? 0,
      isPaused: link?.isPaused ?? false,
      pausedMs: this.#pausedMs + (present?.pausedMs ?? 0),
    };
  }

  #add(figures: LinkFigures): void {
    this.#receivedBytes += figures.receivedBytes;
    this.#receivedInstructions += figures.receivedInstructions;
    this.#sentBytes += figures.sentBytes;
    this.#sentInstructions += figures.sentInstructions;
    this.#pausedMs += figures.pausedMs;
  }
}
