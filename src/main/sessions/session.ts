import { assertNever } from '../../shared/assert-never';
import { AppError } from '../../shared/errors';
import type { DisplayLimit } from '../../shared/model/display-limit';
import { isReadOnly, type Profile } from '../../shared/model/profile';
import type { SessionMetrics } from '../../shared/model/session-metrics';
import type { SessionState, Viewport } from '../../shared/model/session-state';
import type { AttemptPacer } from './attempt-pacer';
import { clientNameOf, logOfSession } from './client-name';
import { ClipboardLine } from './clipboard-line';
import { Credentials } from './credentials';
import { FIRST_WINDOW_BYTES } from './credit-window';
import { MUTE_MS, SECOND_MUTE_MS } from './first-word';
import type { HookSubject, SessionHook } from './hooks/session-hook';
import { presentSession } from './present-session';
import { needsNetwork } from './needs-network';
import { muteError } from './reconnect-policy';
import { SessionConnector, type AttemptOutcome, type AttemptSubject } from './session-connector';
import { SessionLink, type LinkNews } from './session-link';
import { SessionLinks, type NextLink } from './session-links';
import { SessionLogin } from './session-login';
import { SessionMeter } from './session-meter';
import { SessionNotes } from './session-notes';
import {
  INITIAL_STATE,
  stepSession,
  type MachineState,
  type SessionEffect,
  type SessionEvent,
  type SessionStatus,
} from './session-machine';
import { SessionPage } from './session-page';
import type { PageEnd, SessionLog, SessionServices } from './session-services';
import { SessionTimers } from './session-timers';

/** Of a connection that is not saved, nothing is written. */
const NO_JOURNAL: SessionServices['journal'] = { note: () => undefined };

export type SessionOptions = {
  id: string;
  profile: Profile;
  services: SessionServices;
  pacer: AttemptPacer;
  onChanged: (session: Session) => void;
};

/** Statuses in which the remote computer is there, as far as is known. */
const SHOWING: ReadonlySet<SessionStatus> = new Set<SessionStatus>(['live', 'unstable', 'checking']);

/**
 * One remote session and the only owner of its guacd connections, its page's channel and its timers. All decisions
 * are those of `stepSession`; this class and its parts carry them out: {@link SessionPage}, {@link SessionTimers},
 * {@link SessionLogin}, {@link SessionConnector} for the connections to come, {@link SessionLinks} for those that are
 * there. It outlives its connections: after a loss, and after a new start by the user, the same session goes on with
 * the next one.
 */
export class Session {
  readonly id: string;
  readonly #services: SessionServices;
  readonly #isTemporary: boolean;
  readonly #log: SessionLog;
  readonly #pacer: AttemptPacer;
  readonly #onChanged: (session: Session) => void;
  readonly #page: SessionPage;
  readonly #timers: SessionTimers;
  readonly #credentials: Credentials;
  readonly #login: SessionLogin;
  readonly #links: SessionLinks;
  readonly #connector: SessionConnector;
  readonly #meter: SessionMeter;
  readonly #notes: SessionNotes;
  readonly #clipboard: ClipboardLine;
  #machine: MachineState = INITIAL_STATE;
  #profile: Profile;
  #liveSince: number | null = null;
  #startedAt: number | null = null;
  #revision = 0;
  #isPictureStalled = false;
  #isDisposed = false;

  constructor({ id, profile, services, pacer, onChanged }: SessionOptions) {
    this.id = id;
    this.#profile = profile;
    this.#services = services;
    this.#isTemporary = services.profiles.isTemporary(profile.id);
    this.#log = logOfSession(services.log, id);
    this.#pacer = pacer;
    this.#onChanged = onChanged;
    this.#page = new SessionPage(() => this.#dispatch({ kind: 'detached' }));
    this.#timers = new SessionTimers(services, pacer);
    this.#credentials = new Credentials(services);
    this.#login = new SessionLogin(this.#credentials);
    this.#links = new SessionLinks(services.clock);
    const { journal, engine, clock } = services;
    this.#notes = new SessionNotes(
      { journal: this.#isTemporary ? NO_JOURNAL : journal, engine, clock },
      id,
      profile.id,
    );
    this.#meter = new SessionMeter(services.clock, (figures) => this.#notes.traffic(figures));
    this.#connector = new SessionConnector(services, this.#credentials, this.#links);
    this.#clipboard = new ClipboardLine({
      sessionId: id,
      clipboard: services.clipboard,
      log: services.log,
      target: () => this.#clipboardTarget(),
      onSent: (bytes) => this.#notes.clipboard('sent', bytes),
    });
    this.#notes.opened(profile);
  }

  get state(): SessionState {
    return presentSession(this.#machine, {
      id: this.id,
      profile: this.#profile,
      canPersist: this.#credentials.canPersist,
      isTemporary: this.#isTemporary,
      nextAttemptAt: this.#timers.nextAttemptAt,
      unknownParameters: this.#links.unknownParameters,
      isPictureStalled: this.#isPictureStalled,
      startedAt: this.#startedAt,
      epoch: this.#links.epoch,
      revision: this.#revision,
    });
  }

  /** What it has carried and how fast, as of now. */
  get metrics(): SessionMetrics {
    const link = this.#links.current;
    return this.#meter.read({
      sessionId: this.id,
      owedBytes: link?.owedBytes ?? 0,
      creditBytes: link?.creditBytes ?? FIRST_WINDOW_BYTES,
    });
  }

  /** Ending it now would cost the user a running remote session. */
  get isLive(): boolean {
    const { status, wasLive } = this.#machine;
    return SHOWING.has(status) || (wasLive && (status === 'waiting' || status === 'joining'));
  }

  /**
   * A page shows the session, with an empty display. The first time this connects. The channel is the session's from
   * now on; a former one is closed.
   */
  attach(page: PageEnd, viewport: Viewport): void {
    this.#page.take(page, viewport);
    this.#dispatch({ kind: 'attached' });
  }

  /** Makes a new connection at once, in a page that shows the session. Nothing new when one is being made already. */
  reconnect(page: PageEnd, viewport: Viewport): void {
    this.#page.take(page, viewport);
    this.#dispatch({ kind: 'reconnectWanted' });
  }

  /**
   * The computer slept, was held up, has another network, or its clock was set: a session that is live asks guacd for
   * a sign of life, and is opened again only without one. A countdown is told anew.
   */
  check(): void {
    this.#dispatch({ kind: 'doubted' });
    if (this.#timers.nextAttemptAt !== null) this.#changed();
  }

  /** What holds automatic attempts back has changed. */
  updateHold(): void {
    if (!this.#isHeldBack) this.#dispatch({ kind: 'attemptsFreed' });
  }

  /** Stops the automatic attempts. */
  cancelReconnect(): void {
    this.#dispatch({ kind: 'reconnectCancelled' });
  }

  /** Takes the user's answers. Without effect when nothing is asked (any more). */
  answerPrompt(values: Readonly<Record<string, string>>, remember: boolean): void {
    const { prompt } = this.#machine;
    if (prompt === null) return;
    this.#login.answer(prompt.names, values, remember);
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
    this.#log.warn('session.violation', { ...error.details });
    this.#dispatch({ kind: 'ended', error, liveForMs: 0 });
  }

  /**
   * The page cannot show the connection of an epoch any more: what guacd sent goes beyond a limit of the page, or
   * cannot be read (null). Without effect when another connection is shown meanwhile.
   */
  failForPage(epoch: number, limit: DisplayLimit | null): void {
    if (epoch !== this.#links.epoch) return;
    this.#log.warn('session.not-shown', { epoch, limit });
    const error = new AppError(limit === null ? 'INSTRUCTION_INVALID' : 'DISPLAY_LIMIT', undefined, {
      details: { limit },
    });
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
  async receiveClipboard(text: string): Promise<void> {
    const isThere = await this.#services.clipboard.accept(this.id, text);
    if (isThere) this.#notes.clipboard('received', Buffer.byteLength(text));
  }

  /** Ends everything. Resolves once the connections are closed. */
  async dispose(): Promise<void> {
    this.#isDisposed = true;
    this.#release();
    this.#timers.stopPageWait();
    this.#credentials.forget();
    this.#page.close();
    this.#notes.removed();
    await this.#links.closed();
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
        this.#links.start((next) => this.#createLink(next));
        break;
      case 'release':
        this.#release();
        break;
      case 'countdown':
        this.#timers.countDown(this.#machine.attempt, () => this.#attemptDue());
        break;
      case 'strand':
        this.#timers.strand(() => this.#dispatch({ kind: 'retryDue' }));
        break;
      case 'check':
        this.#links.current?.check();
        break;
      case 'discard':
        this.#discard();
        break;
      case 'reattach':
        this.#timers.stopPageWait();
        break;
      case 'answer':
        void this.#links.current?.sendAnswers(this.#login.handOver());
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
      this.#machine.status === 'retrying' ? this.#pacer : null,
    );
  }

  #join(): void {
    const link = this.#links.current;
    if (link === null) return;
    link.discard();
    const outcome = this.#outcome((error) => this.#dispatch({ kind: 'joinFailed', error }));
    this.#connector.join(link.connection.connectionId, this.#subject, outcome);
  }

  #attemptDue(): void {
    this.#dispatch({ kind: this.#isHeldBack ? 'attemptHeld' : 'retryDue' });
  }

  get #isHeldBack(): boolean {
    const { hold } = this.#pacer;
    return hold === 'asleep' || (hold === 'offline' && needsNetwork(this.#profile));
  }

  #outcome(onFailed: (error: AppError) => void): AttemptOutcome {
    return {
      onFailed,
      onMissing: (names) => this.#dispatch({ kind: 'asked', names }),
      onConnected: (connection) => {
        this.#links.arrive(connection);
        this.#dispatch({ kind: 'ready' });
      },
    };
  }

  get #subject(): AttemptSubject {
    return { viewport: this.#page.viewport, clientName: clientNameOf(this.id) };
  }

  #createLink({ connection, epoch, isJoined }: NextLink): SessionLink {
    this.#notes.connected(connection, isJoined);
    this.#isPictureStalled = false;
    const subject = { sessionId: this.id, epoch, isJoined, profile: this.#profile };
    return new SessionLink({
      connection,
      meter: this.#meter.begin(connection, isJoined),
      page: this.#page.end,
      subject,
      hooks: this.#createHooks(subject),
      muteMs: this.#machine.attempt === 0 ? MUTE_MS : SECOND_MUTE_MS,
      clock: this.#services.clock,
      afterTurn: this.#services.afterTurn,
      log: this.#log,
      tell: (news) => this.#learn(news),
    });
  }

  #learn(news: LinkNews): void {
    switch (news.kind) {
      case 'framed':
        this.#dispatch({ kind: 'framed' });
        break;
      case 'resized':
        this.#page.resized(news.width, news.height);
        break;
      case 'violation':
        this.failForViolation(news.error);
        break;
      case 'required':
        this.#required(news.names);
        break;
      case 'liveness':
        this.#dispatch({ kind: news.liveness === 'unstable' ? 'quiet' : 'heard' });
        break;
      case 'stalled':
        this.#stalled(news.isStalled);
        break;
      case 'mute':
        this.#ended(muteError());
        break;
      case 'ended':
        this.#ended(news.error);
        break;
      default:
        assertNever(news);
    }
  }

  /** Which hooks are missing after a failure is not known, so it counts as that of a guard. */
  #createHooks(subject: HookSubject): readonly SessionHook[] {
    try {
      return this.#services.hooks(subject);
    } catch (thrown) {
      const opened = (): never => {
        throw thrown;
      };
      return [{ name: 'the hooks of the session', kind: 'guard', opened }];
    }
  }

  #ended(error: AppError | null): void {
    const liveForMs = this.#liveSince === null ? 0 : this.#services.clock.now() - this.#liveSince;
    this.#dispatch({ kind: 'ended', error, liveForMs });
    const { status, wasLive } = this.#machine;
    this.#login.ended(error, status === 'failed' && !wasLive, this.#profile);
  }

  #required(asked: readonly string[]): void {
    const step = this.#login.required(asked, this.#profile);
    if (step.kind === 'ask') this.#dispatch({ kind: 'required', names: step.names });
    else if (step.kind === 'answer') void this.#links.current?.sendAnswers(step.values);
    else if (step.kind === 'fail') this.#ended(step.error);
  }

  #celebrate(): void {
    this.#liveSince = this.#services.clock.now();
    void this.#credentials.keep(this.#profile.id);
    this.#clipboard.resume();
  }

  #clipboardTarget(): SessionLink | null {
    const { status } = this.#machine;
    return SHOWING.has(status) ? this.#links.current : null;
  }

  #discard(): void {
    this.#links.current?.discard();
    this.#timers.awaitPage(() => this.#dispatch({ kind: 'detachExpired' }));
  }

  #release(): void {
    this.#isPictureStalled = false;
    this.#connector.reset();
    this.#clipboard.reset();
    this.#timers.stopCountdown();
    this.#liveSince = null;
    if (this.#machine.status === 'closed' || this.#machine.status === 'failed') this.#timers.stopPageWait();
    this.#links.release();
  }

  #stalled(isStalled: boolean): void {
    this.#isPictureStalled = isStalled;
    if (isStalled) this.#log.warn('session.picture-stalled', { epoch: this.#links.epoch });
    else this.#log.info('session.picture-goes-on', { epoch: this.#links.epoch });
    this.#changed();
  }

  #changed(): void {
    this.#revision += 1;
    this.#onChanged(this);
  }

  #logStatus(before: MachineState): void {
    const { status, attempt, problem } = this.#machine;
    const facts = { from: before.status, attempt, code: problem?.code ?? null };
    this.#log[status === 'failed' ? 'warn' : 'info'](`session.${status}`, facts);
    this.#notes.status(this.#machine);
  }
}
