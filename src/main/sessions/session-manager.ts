import type { Disposable } from '../../shared/disposable';
import { AppError } from '../../shared/errors';
import { Listeners } from '../../shared/listeners';
import type { DisplayLimit } from '../../shared/model/display-limit';
import type { SessionMetrics } from '../../shared/model/session-metrics';
import type { SessionState, Viewport } from '../../shared/model/session-state';
import { AttemptPacer, type AttemptHold } from './attempt-pacer';
import { Session } from './session';
import type { PageEnd, SessionServices } from './session-services';

/**
 * Most sessions at a time, ended ones that are still listed included. More tabs than a person can use; together they
 * cost at most 64 times MAX_OWED_BYTES of credit, and one process each on the engine's side.
 */
export const MAX_SESSIONS = 64;
/** A connection closes within half a second (its own deadline); the app gives all its parts 5 s to end. */
const DISPOSE_DEADLINE_MS = 3_000;

/**
 * All sessions of the app. A session belongs to it from `open` to `close`; what happens inside one never reaches
 * another. Calls with an id that is not listed throw AppError SESSION_UNKNOWN.
 */
export class SessionManager {
  readonly #services: SessionServices;
  readonly #maxSessions: number;
  readonly #pacer = new AttemptPacer();
  readonly #sessions = new Map<string, Session>();
  readonly #changes = new Listeners<[state: SessionState]>();
  readonly #removals = new Listeners<[sessionId: string]>();
  #isDisposed = false;

  /** @param maxSessions how many sessions it holds at a time; more are refused with SESSION_LIMIT */
  constructor(services: SessionServices, maxSessions = MAX_SESSIONS) {
    this.#services = services;
    this.#maxSessions = maxSessions;
  }

  /** Sessions whose end would cost the user a running remote session. */
  get liveCount(): number {
    return [...this.#sessions.values()].filter((session) => session.isLive).length;
  }

  /** All sessions, oldest first. */
  list(): SessionState[] {
    return [...this.#sessions.values()].map((session) => session.state);
  }

  /**
   * Makes a session of a profile. It connects once a page is attached.
   *
   * @throws AppError PROFILE_UNKNOWN, SESSION_LIMIT, or ABORTED while the app ends
   */
  open(profileId: string): SessionState {
    if (this.#isDisposed) throw new AppError('ABORTED');
    if (this.#sessions.size >= this.#maxSessions) throw new AppError('SESSION_LIMIT');
    const session = new Session({
      id: this.#services.createId(),
      profile: this.#services.profiles.get(profileId),
      services: this.#services,
      pacer: this.#pacer,
      onChanged: this.#changed,
    });
    this.#sessions.set(session.id, session);
    void this.#noteOpened(profileId);
    this.#changed(session);
    return session.state;
  }

  /** See {@link Session.metrics}. */
  metrics(sessionId: string): SessionMetrics {
    return this.#find(sessionId).metrics;
  }

  /** See {@link Session.attach}. When the page goes away, its channel's `onClose` tells the session. */
  attach(sessionId: string, page: PageEnd, viewport: Viewport): void {
    this.#find(sessionId).attach(page, viewport);
  }

  /** See {@link Session.reconnect}. */
  reconnect(sessionId: string, page: PageEnd, viewport: Viewport): void {
    this.#find(sessionId).reconnect(page, viewport);
  }

  /** See {@link Session.cancelReconnect}. */
  cancelReconnect(sessionId: string): void {
    this.#find(sessionId).cancelReconnect();
  }

  /** See {@link Session.answerPrompt}. */
  answerPrompt(sessionId: string, values: Readonly<Record<string, string>>, remember: boolean): void {
    this.#find(sessionId).answerPrompt(values, remember);
  }

  /**
   * Whatever is connected may be gone, for instance after the computer slept: every live session is checked, and only
   * those that do not answer are opened again. Those that wait for their next attempt tell its time anew.
   */
  checkAll(): void {
    for (const session of this.#sessions.values()) session.check();
  }

  /**
   * Holds automatic attempts back, or lets them go: while the computer sleeps or has no network they would only use
   * up their number. Attempts that the user wants are made all the same.
   */
  holdAttempts(hold: AttemptHold | null): void {
    this.#pacer.setHold(hold);
    for (const session of this.#sessions.values()) session.updateHold();
  }

  /** Ends the remote session; it stays listed as closed. */
  disconnect(sessionId: string): void {
    this.#find(sessionId).disconnect();
  }

  /** Ends the remote session and forgets it. One that is not listed (any more) is no error. */
  async close(sessionId: string): Promise<void> {
    const session = this.#sessions.get(sessionId);
    if (session === undefined) return;
    this.#sessions.delete(sessionId);
    const closed = session.dispose();
    this.#removals.emit(sessionId);
    await closed;
  }

  /** A profile has this name now, and so have its sessions. Those that had it already tell no change. */
  rename(profileId: string, name: string): void {
    for (const session of this.#sessions.values()) session.rename(profileId, name);
  }

  /** See {@link Session.failForPage}. */
  reportFault(sessionId: string, epoch: number, limit: DisplayLimit | null): void {
    this.#find(sessionId).failForPage(epoch, limit);
  }

  /** See {@link Session.sendClipboard}. */
  sendClipboard(sessionId: string): Promise<boolean> {
    return this.#find(sessionId).sendClipboard();
  }

  /** See {@link Session.receiveClipboard}. */
  receiveClipboard(sessionId: string, text: string): Promise<void> {
    return this.#find(sessionId).receiveClipboard(text);
  }

  /** A page sent something malformed on the channel of a session: that session fails. */
  failForViolation(sessionId: string): void {
    this.#sessions.get(sessionId)?.failForViolation(new AppError('RENDERER_PROTOCOL_VIOLATION'));
  }

  /** Tells each new state of a session, synchronously. */
  onChanged(listener: (state: SessionState) => void): Disposable {
    return this.#changes.add(listener);
  }

  /** Tells that a session is no longer listed. */
  onRemoved(listener: (sessionId: string) => void): Disposable {
    return this.#removals.add(listener);
  }

  /** Ends all sessions and opens no more. Resolves once all are closed, or when the deadline is over. */
  async disposeAll(deadlineMs = DISPOSE_DEADLINE_MS): Promise<void> {
    this.#isDisposed = true;
    const closed = Promise.all([...this.#sessions.keys()].map((sessionId) => this.close(sessionId)));
    let cancel = (): void => undefined;
    const late = new Promise<void>((resolve) => {
      cancel = this.#services.clock.after(deadlineMs, resolve);
    });
    await Promise.race([closed, late]);
    cancel();
  }

  async #noteOpened(profileId: string): Promise<void> {
    try {
      await this.#services.profiles.opened(profileId);
    } catch (thrown) {
      this.#services.log.warn('session.opened-not-noted', { profileId, code: AppError.from(thrown).code });
    }
  }

  #find(sessionId: string): Session {
    const session = this.#sessions.get(sessionId);
    if (session === undefined) throw new AppError('SESSION_UNKNOWN');
    return session;
  }

  /** One function for all sessions. */
  readonly #changed = (session: Session): void => {
    const { state } = session;
    this.#changes.emit(state);
  };
}
