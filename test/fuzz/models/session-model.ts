import * as v from 'valibot';
import type { Session } from '../../../src/main/sessions/session';
import { AppError } from '../../../src/shared/errors';
import { encodeInstruction } from '../../../src/shared/guacamole/encode';
import { sessionStateSchema } from '../../../src/shared/model/session-state';
import { FakeChannel } from '../../support/fake-channel';
import { FakeConnection } from '../../support/fake-connection';
import { SessionStage, SSH, VIEWPORT } from '../../support/session-stage';
import { makeProfile } from '../../support/session-services';
import { property } from '../targets/property';

const ENDS = [
  null,
  new AppError('GUACD_LOST'),
  new AppError('CLIENT_UNAUTHORIZED'),
  new AppError('UPSTREAM_ERROR'),
];
const INPUTS = ['3.key,2.65,1.1;', '4.sync,1.1;', '6.select,3.ssh;', '3.key,2.65', '4.size,3.800,3.600;'];
/** The connection that is shown, and the one that it replaces. */
const MAX_OPEN = 2;

/**
 * A real session between fakes, and what must hold of it whatever happens in whatever order: it is always in a state
 * that can be shown, it never keeps more connections than the one it shows and the one that this replaces, nothing runs
 * once it is over, and no secret is in its log.
 */
export class SessionModel {
  readonly stage = new SessionStage();
  readonly session: Session;
  readonly #made: FakeConnection[] = [];
  #page = new FakeChannel();
  #isShown = false;
  #revision = -1;

  constructor() {
    this.session = this.stage.create(makeProfile('ssh', SSH));
  }

  /** As when all goes well: shown, connected, with a first picture. */
  async goLive(): Promise<void> {
    this.attach();
    await this.settleConnect(0);
    await this.stage.services.settle();
    this.frame();
    await this.check();
  }

  attach(): void {
    this.#page = new FakeChannel();
    this.#isShown = true;
    this.session.attach(this.#page, VIEWPORT);
  }

  reconnect(): void {
    if (this.#page.isClosed) this.#page = new FakeChannel();
    this.#isShown = true;
    this.session.reconnect(this.#page, VIEWPORT);
  }

  leave(): void {
    this.#page.leave();
  }

  /** A new connection that the fakes of a test hand out. */
  makeConnection(): FakeConnection {
    const connection = new FakeConnection(`$${this.#made.length}`);
    this.#made.push(connection);
    return connection;
  }

  /** Settles the connection that the session waits for, if it does. */
  async settleConnect(end: number): Promise<void> {
    await this.stage.services.settle();
    let call = this.stage.services.pending.shift();
    // What was given up is settled already.
    while (call?.options.signal?.aborted === true) call = this.stage.services.pending.shift();
    if (call === undefined) return;
    const error = ENDS[end % ENDS.length];
    if (error === null || error === undefined) call.resolve(this.makeConnection());
    else call.reject(error);
  }

  /** guacd ends a frame, and the page answers. */
  frame(): void {
    this.#newest?.say('sync', 1);
    this.#page.input(this.session.state.epoch, encodeInstruction('sync', 1));
  }

  say(opcode: string, ...args: string[]): void {
    this.#newest?.say(opcode, ...args);
  }

  flood(blobs: number): void {
    const text = encodeInstruction('blob', 1, 'A'.repeat(4000)).repeat(blobs);
    const connection = this.#newest;
    if (connection?.isPaused === false) connection.deliver(text);
    this.stage.services.endTurn();
  }

  acknowledge(bytes: number): void {
    this.#page.ack(this.session.state.epoch, bytes);
  }

  input(index: number): void {
    this.#page.input(this.session.state.epoch, INPUTS[index % INPUTS.length] ?? '');
  }

  end(index: number): void {
    const connection = this.#newest;
    if (connection?.isClosed === false) connection.end(ENDS[index % ENDS.length] ?? null);
  }

  become(isUnstable: boolean): void {
    this.#newest?.become(isUnstable ? 'unstable' : 'responsive');
  }

  /** Checks what must always hold. */
  async check(): Promise<void> {
    await this.stage.services.settle();
    const { state } = this.session;
    property(v.is(sessionStateSchema, state), `a state that cannot be shown: ${JSON.stringify(state)}`);
    property(state.revision >= this.#revision, 'the revision went back');
    this.#revision = state.revision;
    property(this.#open.length <= MAX_OPEN, `${this.#open.length} connections are open`);
    if (state.phase === 'closed' || state.phase === 'failed') this.#requireQuiet(`it is ${state.phase}`);
    const log = JSON.stringify(this.stage.services.logged);
    property(!log.includes(SSH.password), 'a secret is in the log');
  }

  /** Ends everything and checks that nothing is left. */
  async dispose(): Promise<void> {
    await this.session.dispose();
    await this.stage.services.settle();
    this.#requireQuiet('it is disposed of');
    property(this.stage.services.clock.pendingTimers === 0, 'a timer outlives the session');
    property(this.#page.isClosed || !this.#isShown, 'the page is left open');
  }

  #requireQuiet(why: string): void {
    property(this.#open.length === 0, `${why}, and a connection is open`);
    const waiting = this.stage.services.pending.filter(({ options }) => options.signal?.aborted !== true);
    property(waiting.length === 0, `${why}, and it connects`);
  }

  get #open(): FakeConnection[] {
    return this.#made.filter(({ isClosed }) => !isClosed);
  }

  get #newest(): FakeConnection | undefined {
    return this.#made.at(-1);
  }
}
