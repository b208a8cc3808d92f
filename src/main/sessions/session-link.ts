import type { Clock } from '../../shared/clock';
import type { Disposable } from '../../shared/disposable';
import type { AppError } from '../../shared/errors';
import type { UpstreamMessage } from '../../shared/ipc/session-channel';
import { Downstream } from './downstream';
import { FirstWord } from './first-word';
import { HookedSource } from './hooks/hooked-source';
import type { HookSubject, SessionHook } from './hooks/session-hook';
import { SessionHooks } from './hooks/session-hooks';
import { JoinedPicture } from './joined-picture';
import type { LinkMeter } from './link-meter';
import { MeteredSource } from './metered-source';
import { sendPaced, streamInstructions } from './outgoing-stream';
import { PictureWatch, type PictureWatchEvents } from './picture-watch';
import type { PageEnd, SessionConnection, SessionLog } from './session-services';
import { ANSWER_STREAMS, CHECK_STREAM, CLIPBOARD_STREAM } from './stream-indexes';
import { syncTimestamp } from './sync-timestamp';
import { Upstream, type PassedInput, type UpstreamEvents } from './upstream';

/** What a link tells its session. */
export type LinkNews =
  /** The page has answered its first frame. */
  | { kind: 'framed' }
  | { kind: 'resized'; width: number; height: number }
  /** The page broke the rules of the channel. */
  | { kind: 'violation'; error: AppError }
  /** guacd asks for the values of these parameters. */
  | { kind: 'required'; names: readonly string[] }
  | { kind: 'liveness'; liveness: 'unstable' | 'responsive' }
  /** The picture stands still although the page runs; or goes on again. */
  | { kind: 'stalled'; isStalled: boolean }
  /** guacd said nothing but keep-alives for `muteMs`. */
  | { kind: 'mute' }
  /** The connection ended by itself, or a hook that guards it has failed. */
  | { kind: 'ended'; error: AppError | null };

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
  tell: (news: LinkNews) => void;
};

/**
 * One guacd connection of a session, tied to the page that shows it: one epoch. It owns the connection, not the page.
 * Without a page, or after `discard`, what guacd sends is dropped while the connection stays open. What its parts have
 * to tell they tell it itself, by the methods whose names begin with `on`.
 */
export class SessionLink implements UpstreamEvents, PictureWatchEvents {
  readonly connection: SessionConnection;
  readonly #meter: LinkMeter;
  readonly #epoch: number;
  readonly #page: PageEnd | null;
  readonly #clock: Clock;
  readonly #tell: (news: LinkNews) => void;
  /** Null without hooks. */
  readonly #hooks: SessionHooks | null;
  readonly #picture: PictureWatch;
  readonly #downstream: Downstream;
  readonly #upstream: Upstream;
  readonly #joinedPicture: JoinedPicture | null;
  readonly #firstWord: FirstWord | null;
  readonly #pageSubscription: Disposable | null;
  readonly #subscriptions: readonly Disposable[];

  constructor(options: SessionLinkOptions) {
    const { connection, meter, page, subject, clock } = options;
    const { epoch, isJoined } = subject;
    this.connection = connection;
    this.#meter = meter;
    this.#epoch = epoch;
    this.#page = page;
    this.#clock = clock;
    this.#tell = options.tell;
    this.#hooks = options.hooks.length === 0 ? null : this.#createHooks(options);
    page?.post({ kind: 'start', epoch });
    this.#picture = new PictureWatch(clock, this);
    this.#upstream = new Upstream(connection, this.#hooks?.toGuacd ?? null, this);
    this.#pageSubscription = page?.onMessage((message) => this.#receive(message)) ?? null;
    const fromGuacd = this.#hooks?.fromGuacd ?? null;
    const source = fromGuacd === null ? connection : new HookedSource(connection, fromGuacd);
    this.#downstream = new Downstream({
      connection: new MeteredSource(connection, source, meter),
      epoch,
      clock,
      afterTurn: options.afterTurn,
      post: (message) => this.#page?.post(message),
    });
    this.#joinedPicture = isJoined
      ? new JoinedPicture(connection, clock, (instruction) => this.#downstream.insert(instruction))
      : null;
    this.#firstWord = isJoined
      ? null
      : new FirstWord(connection, clock, options.muteMs, () => this.#tell({ kind: 'mute' }));
    this.#subscriptions = [
      connection.watchRanges('sync', (bytes, start, end) => this.#framed(bytes, start, end)),
      connection.watch('required', (names) => this.#tell({ kind: 'required', names })),
      connection.onLiveness((liveness) => this.#heard(liveness)),
      connection.onClosed((error) => this.#ended(error)),
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

  /** Reading from guacd stops when so many are under way. */
  get creditBytes(): number {
    return this.#downstream.creditBytes;
  }

  /** The newest frame that the page can answer; see {@link PictureWatch}. */
  get newestTimestamp(): number {
    return this.#picture.newestTimestamp;
  }

  onAnswered(timestamp: number): void {
    this.#picture.answered(timestamp);
  }

  onFrame(): void {
    this.#tell({ kind: 'framed' });
  }

  onPassed(passed: PassedInput): void {
    this.#meter.passed(passed);
  }

  onSize(width: number, height: number): void {
    this.#tell({ kind: 'resized', width, height });
  }

  onViolation(error: AppError): void {
    this.#tell({ kind: 'violation', error });
  }

  onStalled(isStalled: boolean): void {
    this.#tell({ kind: 'stalled', isStalled });
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
  /** In a method of its own: what it keeps for the hooks, a link without hooks does not keep. */
  #createHooks({ subject, hooks, clock, log }: SessionLinkOptions): SessionHooks {
    const onGuardFailed = (error: AppError): void => this.#ended(error);
    return new SessionHooks({ subject, hooks, clock, log, onGuardFailed });
  }

  #receive(message: UpstreamMessage): void {
    if (message.epoch !== this.#epoch) return;
    if (message.kind === 'input') {
      this.#upstream.receive(message.text);
    } else {
      this.#picture.acknowledged(message.bytes);
      this.#downstream.acknowledge(message.bytes);
    }
  }

  #framed(bytes: Uint8Array, start: number, end: number): void {
    const timestamp = syncTimestamp(bytes, start, end);
    this.#meter.framed(timestamp);
    this.#picture.framed(timestamp);
  }

  #heard(liveness: 'unstable' | 'responsive'): void {
    this.#meter.heard(liveness);
    this.#tell({ kind: 'liveness', liveness });
  }

  #ended(error: AppError | null): void {
    this.#hooks?.closed(error);
    this.#tell({ kind: 'ended', error });
  }
}
