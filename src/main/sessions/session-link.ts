import type { Clock } from '../../shared/clock';
import type { Disposable } from '../../shared/disposable';
import type { AppError } from '../../shared/errors';
import { Downstream } from './downstream';
import { FirstWord } from './first-word';
import { HookedSource } from './hooks/hooked-source';
import type { HookSubject, SessionHook } from './hooks/session-hook';
import { SessionHooks } from './hooks/session-hooks';
import { JoinedPicture } from './joined-picture';
import type { LinkMeter } from './link-meter';
import { sendPaced, streamInstructions } from './outgoing-stream';
import { PictureWatch } from './picture-watch';
import type { PageEnd, SessionConnection, SessionLog } from './session-services';
import { ANSWER_STREAMS, CHECK_STREAM, CLIPBOARD_STREAM } from './stream-indexes';
import { syncTimestamp } from './sync-timestamp';
import { Upstream } from './upstream';

export type SessionLinkEvents = {
  onFrame(): void;
  onSize(width: number, height: number): void;
  onViolation(error: AppError): void;
  /** guacd asks for the values of these parameters. */
  onRequired(names: readonly string[]): void;
  onLiveness(liveness: 'unstable' | 'responsive'): void;
  /** The picture stands still although the page runs; or goes on again. */
  onStalled(isStalled: boolean): void;
  /** guacd said nothing but keep-alives for `muteMs`. */
  onMute(): void;
  /** The connection ended by itself, or a hook that guards it has failed. */
  onEnded(error: AppError | null): void;
};

export type SessionLinkOptions = {
  connection: SessionConnection;
  /** Measures this connection. The link ends it. */
  meter: LinkMeter;
  /** The page that shows the session; null when there is none at the moment. */
  page: PageEnd | null;
  /** Whose connection this is, in the words of its hooks. */
  subject: HookSubject;
  hooks: readonly SessionHook[];
  /** How long guacd may take to say something. Joined connections show what is there, or nothing. */
  muteMs: number;
  clock: Clock;
  afterTurn: (callback: () => void) => void;
  /** The log of the session. */
  log: SessionLog;
  events: SessionLinkEvents;
};

/**
 * One guacd connection of a session, tied to the page that shows it: one epoch. It owns the connection, not the page.
 * Without a page, or after `discard`, what guacd sends is dropped while the connection stays open.
 */
export class SessionLink {
  readonly connection: SessionConnection;
  readonly #meter: LinkMeter;
  readonly #clock: Clock;
  /** Null without hooks. */
  readonly #hooks: SessionHooks | null;
  readonly #downstream: Downstream;
  readonly #upstream: Upstream;
  readonly #joinedPicture: JoinedPicture | null;
  readonly #firstWord: FirstWord | null;
  readonly #pageSubscription: Disposable | null;
  readonly #subscriptions: readonly Disposable[];

  constructor(options: SessionLinkOptions) {
    const { connection, meter, page, subject, clock, log, events } = options;
    const { epoch, isJoined } = subject;
    this.connection = connection;
    this.#meter = meter;
    this.#clock = clock;
    const onEnded = (error: AppError | null): void => {
      this.#hooks?.closed(error);
      events.onEnded(error);
    };
    this.#hooks =
      options.hooks.length === 0
        ? null
        : new SessionHooks({ subject, hooks: options.hooks, clock, log, onGuardFailed: onEnded });
    page?.post({ kind: 'start', epoch });
    const picture = new PictureWatch(
      clock,
      () => this.#downstream.owedBytes,
      (isStalled) => events.onStalled(isStalled),
    );
    this.#upstream = new Upstream(connection, this.#hooks?.toGuacd ?? null, {
      newestTimestamp: () => picture.newestTimestamp,
      onAnswered: (timestamp) => picture.answered(timestamp),
      onFrame: () => events.onFrame(),
      onPassed: (passed) => meter.passed(passed),
      onSize: (width, height) => events.onSize(width, height),
      onViolation: (error) => events.onViolation(error),
    });
    this.#pageSubscription =
      page?.onMessage((message) => {
        if (message.epoch !== epoch) return;
        if (message.kind === 'input') this.#upstream.receive(message.text);
        else {
          picture.acknowledged(message.bytes);
          this.#downstream.acknowledge(message.bytes);
        }
      }) ?? null;
    const fromGuacd = this.#hooks?.fromGuacd ?? null;
    const source = fromGuacd === null ? connection : new HookedSource(connection, fromGuacd);
    this.#downstream = new Downstream({
      connection: {
        onInstructions: (listener) => source.onInstructions(listener),
        pause: () => {
          meter.paused();
          connection.pause();
        },
        resume: () => {
          meter.resumed();
          connection.resume();
        },
      },
      epoch,
      afterTurn: options.afterTurn,
      post: (message) => page?.post(message),
    });
    this.#joinedPicture = isJoined
      ? new JoinedPicture(connection, clock, (instruction) => this.#downstream.insert(instruction))
      : null;
    this.#firstWord = isJoined
      ? null
      : new FirstWord(connection, clock, options.muteMs, () => events.onMute());
    this.#subscriptions = [
      connection.watchBytes('sync', (instruction) => {
        const timestamp = syncTimestamp(instruction);
        meter.framed(timestamp);
        picture.framed(timestamp);
      }),
      connection.watch('required', (names) => events.onRequired(names)),
      connection.onLiveness((liveness) => events.onLiveness(liveness)),
      connection.onClosed(onEnded),
    ];
    if (page === null) this.#downstream.discard();
  }

  /** Tells the hooks that the connection is open. To be called once, before anything has passed. */
  open(): void {
    this.#hooks?.opened((opcode, ...args) => this.#upstream.sendForHook(opcode, args));
  }

  /** Bytes posted to the page that it has not acknowledged. */
  get owedBytes(): number {
    return this.#downstream.owedBytes;
  }

  /** The page is gone, or shows another epoch soon: nothing goes to it or comes from it any more. */
  discard(): void {
    this.#pageSubscription?.dispose();
    this.#joinedPicture?.dispose();
    this.#firstWord?.dispose();
    this.#downstream.discard();
  }

  /** Asks guacd for a sign of life: `onLiveness` or `onEnded` follows. */
  check(): void {
    this.connection.check(CHECK_STREAM);
  }

  /** Sends clipboard text. False when the connection ended first, or guacd did not take it. */
  sendClipboard(text: string): Promise<boolean> {
    const instructions = streamInstructions(CLIPBOARD_STREAM, ['clipboard', 'text/plain'], text);
    const pastHooks = {
      send: (instruction: string) => this.#upstream.sendOwn(instruction),
      onDrain: (listener: () => void) => this.connection.onDrain(listener),
      onClosed: (listener: (reason: AppError | null) => void) => this.connection.onClosed(listener),
    };
    return sendPaced(pastHooks, instructions, this.#clock);
  }

  /** Answers `required`: one stream for each name, an empty value too, since guacd waits for all of them. */
  async sendAnswers(values: Readonly<Record<string, string>>): Promise<void> {
    for (const [position, [name, value]] of Object.entries(values).entries()) {
      const index = ANSWER_STREAMS[position % ANSWER_STREAMS.length] ?? ANSWER_STREAMS[0];
      const instructions = streamInstructions(index, ['argv', 'text/plain', name], value);
      if (!(await sendPaced(this.connection, instructions, this.#clock))) return;
    }
  }

  /** Ends the epoch but keeps the connection open: what comes is dropped, and no event is told from now on. */
  retire(): void {
    this.#hooks?.closed(null);
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.discard();
    this.#upstream.dispose();
    this.#meter.dispose();
  }

  /** Ends the epoch and closes the connection. No event is told from now on. Resolves once it is closed. */
  close(): Promise<void> {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#hooks?.closed(null);
    this.#pageSubscription?.dispose();
    this.#joinedPicture?.dispose();
    this.#firstWord?.dispose();
    this.#upstream.dispose();
    this.#downstream.dispose();
    this.#meter.dispose();
    return this.connection.close();
  }
}
