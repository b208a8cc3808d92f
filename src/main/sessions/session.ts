import { assertNever } from '../../shared/assert-never';
import type { Disposable } from '../../shared/disposable';
import { AppError } from '../../shared/errors';
import { isReadOnly, type Profile } from '../../shared/model/profile';
import type { SessionState, Viewport } from '../../shared/model/session-state';
import type { AttemptPacer } from './attempt-pacer';
import { ClipboardLine } from './clipboard-line';
import { Credentials } from './credentials';
import { MUTE_MS, SECOND_MUTE_MS } from './first-word';
import { Handover } from './handover';
import { presentSession } from './present-session';
import { muteError, reconnectDelayMs } from './reconnect-policy';
import { SessionConnector, type AttemptOutcome, type AttemptSubject } from './session-connector';
import { SessionLink } from './session-link';
import {
  INITIAL_STATE,
  stepSession,
  type MachineState,
  type SessionEffect,
  type SessionEvent,
} from './session-machine';
import type { PageEnd, SessionConnection, SessionServices } from './session-services';

/**
 * How long a session is kept without a page: a reload takes a second or two, a crashed page that the user has to
 * restart by hand much longer. Nobody throttles guacd meanwhile, so it is not kept for good.
 */
export const DETACH_DEADLINE_MS = 60_000;
/** guacd asks for at most three names; more is not asked of a person. */
const MAX_REQUIRED_NAMES = 8;
const requiredNamePattern = /^[a-z0-9-]{1,64}$/;

export type SessionOptions = {
  id: string;
  profile: Profile;
  services: SessionServices;
  pacer: AttemptPacer;
  onChanged: (session: Session) => void;
};

/**
 * One remote session and the only owner of its guacd connection, its page's channel and its timers. All decisions are
 * those of `stepSession`; this class carries them out. It outlives its connections: after a loss, and after a new
 * start by the user, the same session goes on with the next one.
 */
export class Session {
  readonly id: string;
  readonly #services: SessionServices;
  readonly #pacer: AttemptPacer;
  readonly #credentials: Credentials;
  readonly #connector: SessionConnector;
  readonly #clipboard: ClipboardLine;
  readonly #handover: Handover;
  readonly #onChanged: (session: Session) => void;
  readonly #closings = new Set<Promise<void>>();
  #machine: MachineState = INITIAL_STATE;
  #profile: Profile;
  #page: PageEnd | null = null;
  #pageEnd: Disposable | null = null;
  #viewport: Viewport | null = null;
  #link: SessionLink | null = null;
  /** The connection that `start` is to show. */
  #arrived: SessionConnection | null = null;
  #cancelCountdown: () => void = () => undefined;
  #cancelDetach: () => void = () => undefined;
  #askedNames: readonly string[] = [];
  #liveSince: number | null = null;
  #startedAt: number | null = null;
  #nextAttemptAt: number | null = null;
  #unknownParameters: readonly string[] = [];
  #epoch = 0;
  #revision = 0;
  #isDisposed = false;

  constructor({ id, profile, services, pacer, onChanged }: SessionOptions) {
    this.id = id;
    this.#profile = profile;
    this.#services = services;
    this.#pacer = pacer;
    this.#onChanged = onChanged;
    this.#credentials = new Credentials(services);
    this.#connector = new SessionConnector(services, this.#credentials, (closing) =>
      this.#closeLater(closing),
    );
    this.#handover = new Handover(services.clock, (link) => this.#closeLater(link.close()));
    this.#clipboard = new ClipboardLine({
      sessionId: id,
      clipboard: services.clipboard,
      log: services.log,
      target: () => this.#clipboardTarget(),
    });
  }

  get state(): SessionState {
    return presentSession(this.#machine, {
      id: this.id,
      profile: this.#profile,
      canPersist: this.#credentials.canPersist,
      nextAttemptAt: this.#nextAttemptAt,
      unknownParameters: this.#unknownParameters,
      startedAt: this.#startedAt,
      epoch: this.#epoch,
      revision: this.#revision,
    });
  }

  /** Ending it now would cost the user a running remote session. */
  get isLive(): boolean {
    const { status, wasLive } = this.#machine;
    return (
      status === 'live' ||
      status === 'unstable' ||
      (wasLive && (status === 'waiting' || status === 'joining'))
    );
  }

  /**
   * A page shows the session, with an empty display. The first time this connects. The channel is the session's from
   * now on; a former one is closed.
   */
  attach(page: PageEnd, viewport: Viewport): void {
    this.#take(page, viewport);
    this.#dispatch({ kind: 'attached' });
  }

  /** Makes a new connection at once, in a page that shows the session. Nothing new when one is being made already. */
  reconnect(page: PageEnd, viewport: Viewport): void {
    this.#take(page, viewport);
    this.#dispatch({ kind: 'reconnectWanted' });
  }

  /** Stops the automatic attempts. */
  cancelReconnect(): void {
    this.#dispatch({ kind: 'reconnectCancelled' });
  }

  /** Takes the user's answers. Without effect when nothing is asked (any more). */
  answerPrompt(values: Readonly<Record<string, string>>, remember: boolean): void {
    const { prompt } = this.#machine;
    if (prompt === null) return;
    this.#askedNames = prompt.names;
    this.#credentials.answer(prompt.names, values, remember);
    this.#dispatch({ kind: 'answered' });
  }

  /** Takes the new name of a profile, if it is the one of this session; all else waits for the next connection. */
  rename(profileId: string, name: string): void {
    if (this.#profile.id !== profileId || this.#profile.name === name) return;
    this.#profile = { ...this.#profile, name };
    this.#changed();
  }

  /** Ends the remote session. */
  disconnect(): void {
    this.#dispatch({ kind: 'disconnectWanted' });
  }

  /** The page broke the rules of the channel. */
  failForViolation(error: AppError): void {
    this.#log('warn', 'session.violation', { ...error.details });
    this.#dispatch({ kind: 'ended', error, liveForMs: 0 });
  }

  /**
   * Sends the clipboard of this computer, unless the session only watches, has it already, or the user does not allow
   * it. Before the first picture it is sent as soon as there is one. Resolves to whether something was sent by now.
   */
  sendClipboard(): Promise<boolean> {
    return isReadOnly(this.#profile) ? Promise.resolve(false) : this.#clipboard.send();
  }

  /** Text was copied on the remote computer. */
  receiveClipboard(text: string): Promise<void> {
    return this.#services.clipboard.accept(this.id, text);
  }

  /** Ends everything. Resolves once the connections are closed. */
  async dispose(): Promise<void> {
    this.#isDisposed = true;
    this.#release();
    this.#cancelDetach();
    this.#credentials.forget();
    this.#pageEnd?.dispose();
    this.#page?.close();
    this.#page = null;
    await Promise.all(this.#closings);
  }

  #take(page: PageEnd, viewport: Viewport): void {
    this.#viewport = viewport;
    if (page === this.#page) return;
    this.#pageEnd?.dispose();
    this.#page?.close();
    this.#page = page;
    this.#pageEnd = page.onClose(() => {
      this.#page = null;
      this.#dispatch({ kind: 'detached' });
    });
  }

  #dispatch(event: SessionEvent): void {
    if (this.#isDisposed) return;
    const before = this.#machine;
    const { state, effects } = stepSession(before, event);
    if (state === before) return;
    this.#machine = state;
    if (state.status !== before.status) this.#logStatus(before);
    for (const effect of effects) this.#perform(effect);
    this.#changed();
  }

  #perform(effect: SessionEffect): void {
    switch (effect) {
      case 'begin':
        this.#begin();
        break;
      case 'join':
        this.#join();
        break;
      case 'start':
        this.#start();
        break;
      case 'release':
        this.#release();
        break;
      case 'countdown':
        this.#countDown();
        break;
      case 'discard':
        this.#discard();
        break;
      case 'reattach':
        this.#cancelDetach();
        break;
      case 'answer':
        void this.#link?.sendAnswers(this.#credentials.handOver(this.#askedNames));
        break;
      case 'celebrate':
        this.#celebrate();
        break;
      case 'forget':
        this.#credentials.forget();
        break;
      default:
        assertNever(effect);
    }
  }

  #begin(): void {
    this.#startedAt = this.#services.wallTime();
    try {
      this.#profile = this.#services.profiles.get(this.#profile.id);
    } catch (thrown) {
      this.#ended(AppError.from(thrown));
      return;
    }
    this.#connector.open(
      this.#profile,
      this.#subject,
      this.#outcome((error) => this.#ended(error)),
    );
  }

  #join(): void {
    const link = this.#link;
    if (link === null) return;
    link.discard();
    const outcome = this.#outcome((error) => this.#dispatch({ kind: 'joinFailed', error }));
    this.#connector.join(link.connection.connectionId, this.#subject, outcome);
  }

  #outcome(onFailed: (error: AppError) => void): AttemptOutcome {
    return {
      onFailed,
      onMissing: (names) => this.#dispatch({ kind: 'asked', names }),
      onConnected: (connection) => {
        this.#arrived = connection;
        this.#dispatch({ kind: 'ready' });
      },
    };
  }

  get #subject(): AttemptSubject {
    // A session connects only for a page, which brings its size; the fallback is a plain small screen.
    const viewport = this.#viewport ?? { width: 1024, height: 768, dpi: 96 };
    return { viewport, clientName: this.#clientName };
  }

  #start(): void {
    const connection = this.#arrived;
    if (connection === null) return;
    this.#arrived = null;
    const former = this.#link;
    if (former !== null) this.#handover.begin(former);
    this.#epoch += 1;
    this.#unknownParameters = connection.unknownParameters;
    this.#link = new SessionLink({
      connection,
      page: this.#page,
      epoch: this.#epoch,
      isReadOnly: isReadOnly(this.#profile),
      isJoined: former !== null,
      muteMs: this.#machine.attempt === 0 ? MUTE_MS : SECOND_MUTE_MS,
      clock: this.#services.clock,
      afterTurn: this.#services.afterTurn,
      events: {
        onFrame: () => this.#dispatch({ kind: 'framed' }),
        onSize: (width, height) => this.#resized(width, height),
        onViolation: (error) => this.failForViolation(error),
        onRequired: (names) => this.#required(names),
        onLiveness: (liveness) => this.#dispatch({ kind: liveness === 'unstable' ? 'quiet' : 'heard' }),
        onMute: () => this.#ended(muteError()),
        onEnded: (error) => this.#ended(error),
      },
    });
  }

  #ended(error: AppError | null): void {
    const liveForMs = this.#liveSince === null ? 0 : this.#services.clock.now() - this.#liveSince;
    this.#dispatch({ kind: 'ended', error, liveForMs });
    if (error?.code === 'CLIENT_UNAUTHORIZED') this.#credentials.refused();
    // A wrong VNC password is reported as if the computer were not there.
    else if (
      this.#machine.status === 'failed' &&
      !this.#machine.wasLive &&
      this.#profile.protocol === 'vnc'
    ) {
      this.#credentials.forget();
    }
  }

  #required(asked: readonly string[]): void {
    const names = asked.filter((name) => requiredNamePattern.test(name)).slice(0, MAX_REQUIRED_NAMES);
    if (names.length === 0) return;
    if (this.#profile.protocol === 'rdp' && isReadOnly(this.#profile)) {
      const message = 'The login is incomplete, and a session that only watches cannot be asked for it.';
      this.#ended(new AppError('CLIENT_UNAUTHORIZED', message));
      return;
    }
    const values = this.#credentials.answerAlone(names);
    if (values === null) this.#dispatch({ kind: 'required', names });
    else void this.#link?.sendAnswers(values);
  }

  #resized(width: number, height: number): void {
    if (this.#viewport === null || width < 1 || height < 1 || width > 16_384 || height > 16_384) return;
    this.#viewport = { ...this.#viewport, width, height };
  }

  #celebrate(): void {
    this.#liveSince = this.#services.clock.now();
    void this.#credentials.keep(this.#profile.id);
    this.#clipboard.resume();
  }

  #clipboardTarget(): SessionLink | null {
    const { status } = this.#machine;
    return status === 'live' || status === 'unstable' ? this.#link : null;
  }

  #discard(): void {
    this.#link?.discard();
    this.#cancelDetach();
    this.#cancelDetach = this.#services.clock.after(DETACH_DEADLINE_MS, () =>
      this.#dispatch({ kind: 'detachExpired' }),
    );
  }

  #countDown(): void {
    const ownDelayMs = reconnectDelayMs(this.#machine.attempt, this.#services.random());
    const delayMs = this.#pacer.reserve(this.#services.clock.now(), ownDelayMs);
    this.#nextAttemptAt = this.#services.wallTime() + delayMs;
    this.#cancelCountdown = this.#services.clock.after(delayMs, () => this.#dispatch({ kind: 'retryDue' }));
  }

  #release(): void {
    this.#connector.reset();
    this.#clipboard.reset();
    this.#cancelCountdown();
    this.#liveSince = null;
    this.#nextAttemptAt = null;
    if (this.#machine.status === 'closed' || this.#machine.status === 'failed') this.#cancelDetach();
    this.#handover.end();
    const link = this.#link;
    this.#link = null;
    if (link !== null) this.#closeLater(link.close());
  }

  #closeLater(closing: Promise<void>): void {
    this.#closings.add(closing);
    void closing.finally(() => this.#closings.delete(closing));
  }

  #changed(): void {
    this.#revision += 1;
    this.#onChanged(this);
  }

  /**
   * The name that guacd writes to its log and shows to other users of the same remote session. It tells sessions
   * apart and nothing else: the name of a profile is the user's own business.
   */
  get #clientName(): string {
    return `Pestle ${this.id.slice(0, 8)}`;
  }

  #logStatus(before: MachineState): void {
    const { status, attempt, problem } = this.#machine;
    const facts = { from: before.status, attempt, code: problem?.code ?? null };
    this.#log(status === 'failed' ? 'warn' : 'info', `session.${status}`, facts);
  }

  #log(level: 'info' | 'warn', event: string, facts: Readonly<Record<string, unknown>>): void {
    this.#services.log[level](event, { sessionId: this.id, clientName: this.#clientName, ...facts });
  }
}
