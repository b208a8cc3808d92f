import type { Clock } from '../../shared/clock';
import { startDeadline } from '../../shared/deadline';
import type { Disposable } from '../../shared/disposable';
import { AppError } from '../../shared/errors';
import { decodeInstruction } from '../../shared/guacamole/decode';
import { encodeInstruction } from '../../shared/guacamole/encode';
import { InstructionScanner, type RangeListener } from '../../shared/guacamole/scanner';
import { errorCodeOfStatus } from '../../shared/guacamole/status';
import {
  contextOf,
  stepConnection,
  type ConnectionContext,
  type ConnectionEffect,
  type ConnectionEvent,
  type ConnectionState,
} from './connection-machine';
import type { GuacdDeadlines } from './deadlines';
import { composeSelect, type GuacdSelection } from './handshake';
import { isPlain } from './is-plain';
import { Outbox, type OutboxEvents } from './outbox';
import type { Transport, TransportHandlers } from './transport';

/** What a link asks and tells while the session is set up. */
export type HandshakeHandlers = {
  /** Gives what to send after `args`. An AppError thrown here ends the link with it. */
  answer(args: readonly string[]): string;
  /** The session is open and not read yet: call `attach`, then `resume`. */
  onReady(connectionId: string): void;
  /** It ended before that. */
  onFailed(reason: AppError): void;
};

/** What a link tells of an open session. */
export type SessionHandlers = {
  /** Whole instructions; the bytes are borrowed. */
  onInstructions(bytes: Uint8Array, isAscii: boolean): void;
  onDrain(): void;
  /** The last call; the socket is destroyed by then. */
  onFinished(reason: AppError | null): void;
};

export type LinkOptions = {
  transport: Transport;
  selection: GuacdSelection;
  isTls: boolean;
  clock: Clock;
  deadlines: GuacdDeadlines;
  handlers: HandshakeHandlers;
};

/**
 * One socket to guacd: its bytes, its state, and the deadline of that state. What its transport and its outbox have to
 * tell they tell it itself, by the methods whose names begin with `on`.
 */
export class GuacdLink implements TransportHandlers, OutboxEvents {
  readonly #transport: Transport;
  readonly #context: ConnectionContext;
  readonly #clock: Clock;
  readonly #deadlines: GuacdDeadlines;
  /** Those who set up the session; null once it is open, so that nothing of the handshake is kept. */
  #handshake: HandshakeHandlers | null;
  readonly #scanner: InstructionScanner;
  readonly #outbox: Outbox;
  /** Empty once the session is open. */
  #handshakeWatches: readonly Disposable[];
  #session: SessionHandlers | null = null;
  #state: ConnectionState = 'selecting';
  #cancelDeadline: (() => void) | null = null;
  #isReading = true;
  #receivedBytes = 0;
  /** What arrived while nobody read, not scanned yet: at most what the socket had read already. */
  #held: Uint8Array | null = null;
  #endedWhileHeld = false;
  #isReadyBatch = false;
  /** `error` or `disconnect`, until the batch that holds it is delivered. */
  #ending: ConnectionEvent | null = null;

  constructor(options: LinkOptions) {
    this.#transport = options.transport;
    this.#context = contextOf(options.selection, options.isTls);
    this.#clock = options.clock;
    this.#deadlines = options.deadlines;
    this.#handshake = options.handlers;
    this.#scanner = new InstructionScanner({
      isPlain,
      onBatch: (bytes, start, end, isAsciiBatch) => this.#onBatch(bytes, start, end, isAsciiBatch),
    });
    this.#outbox = new Outbox(options.transport, options.clock, options.deadlines, this);
    this.#handshakeWatches = [
      this.#scanner.watch('args', (...found) => this.#dispatch({ type: 'args', args: argsOf(...found) })),
      this.#scanner.watch('ready', (...found) => this.#onReady(argsOf(...found)[0])),
    ];
    this.#scanner.watch('error', (...found) => {
      this.#onEnding({ type: 'error', error: reportedError(argsOf(...found)[1]) });
    });
    this.#scanner.watch('disconnect', () => this.#onEnding({ type: 'disconnect' }));
    this.#start(composeSelect(options.selection));
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Bytes read from the socket, the handshake included. */
  get receivedBytes(): number {
    return this.#receivedBytes;
  }

  /** Whole instructions found in them. */
  get receivedInstructions(): number {
    return this.#scanner.instructions;
  }

  /** Bytes given to the socket, the handshake included. */
  get sentBytes(): number {
    return this.#outbox.sentBytes;
  }

  /** Bytes for guacd that the socket has not taken yet. */
  get queuedBytes(): number {
    return this.#outbox.queuedBytes;
  }

  /** Takes over an open session. Nothing is told before `resume`. */
  attach(session: SessionHandlers): void {
    this.#session = session;
  }

  /** Tells the elements of each instruction of one opcode in an open session, before the batch that holds it. */
  watch(opcode: string, listener: (args: string[]) => void): Disposable {
    return this.watchRanges(opcode, (bytes, start, end) => listener(argsOf(bytes, start, end)));
  }

  /** As `watch`, but tells where the instruction lies in the memory of that batch. */
  watchRanges(opcode: string, listener: RangeListener): Disposable {
    return this.#scanner.watch(opcode, (bytes, start, end) => {
      if (this.#state === 'open') listener(bytes, start, end);
    });
  }

  /** See {@link Outbox.send}. */
  send(bytes: Uint8Array): boolean {
    return this.#state === 'open' && this.#outbox.send(bytes);
  }

  pause(): void {
    if (this.#state !== 'open') return;
    this.#isReading = false;
    this.#transport.pause();
  }

  /** Reads again. Never calls back before it returns. */
  resume(): void {
    if (this.#state !== 'open' || this.#isReading) return;
    this.#isReading = true;
    if (this.#held === null) this.#transport.resume();
    else queueMicrotask(() => this.#readHeld());
  }

  /** Ends the link: politely when the session is open, at once when it is not. */
  close(): void {
    this.#dispatch({ type: 'close' });
  }

  /** Ends the link because of a fault. */
  fail(error: AppError): void {
    this.#dispatch({ type: 'failed', error });
  }

  onData(bytes: Uint8Array, headroom?: number): void {
    this.#receivedBytes += bytes.length;
    if (this.#state === 'closing') return;
    // TLS may hand over what it had decrypted already after reading was stopped.
    if (this.#isReading && this.#held === null) this.#scan(bytes, headroom);
    else this.#hold(bytes);
  }

  onEnd(): void {
    if (this.#held === null) this.#dispatch({ type: 'ended' });
    else this.#endedWhileHeld = true;
  }

  onError(reason: string): void {
    this.#dispatch({ type: 'broken', reason });
  }

  onDrain(): void {
    this.#session?.onDrain();
  }

  onStalled(queuedBytes: number): void {
    this.fail(new AppError('GUACD_STALLED', undefined, { details: { queuedBytes } }));
  }

  #start(select: string): void {
    this.#transport.attach(this);
    this.#outbox.send(Buffer.from(select));
    this.#armDeadline();
  }

  #hold(bytes: Uint8Array): void {
    this.#held = this.#held === null ? Uint8Array.from(bytes) : Buffer.concat([this.#held, bytes]);
  }

  #readHeld(): void {
    if (this.#state !== 'open' || !this.#isReading || this.#held === null) return;
    const held = this.#held;
    this.#held = null;
    this.#scan(held);
    if (this.#endedWhileHeld) this.#dispatch({ type: 'ended' });
    else if (this.#canRead()) this.#transport.resume();
  }

  #canRead(): boolean {
    return this.#state === 'open' && this.#isReading;
  }

  #scan(bytes: Uint8Array, headroom?: number): void {
    let fault: AppError | null = null;
    try {
      const taken = this.#scanner.push(bytes, headroom);
      if (taken < bytes.length && this.#state === 'open') {
        this.#hold(bytes.subarray(taken));
        // Somebody may have begun to read inside `onReady`.
        if (this.#isReading) queueMicrotask(() => this.#readHeld());
      }
    } catch (thrown) {
      if (!(thrown instanceof AppError) || thrown.code !== 'GUACD_PROTOCOL_VIOLATION') throw thrown;
      fault = thrown;
    }
    if (this.#ending !== null) this.#dispatch(this.#ending);
    if (fault !== null) this.fail(fault);
  }

  #onBatch(bytes: Uint8Array, start: number, end: number, isAsciiBatch: boolean): void {
    if (this.#state !== 'open') return;
    if (this.#isReadyBatch) {
      this.#isReadyBatch = false;
      return;
    }
    const isWhole = start === 0 && end === bytes.length;
    this.#session?.onInstructions(isWhole ? bytes : bytes.subarray(start, end), isAsciiBatch);
  }

  #onReady(connectionId: string | undefined): void {
    if (connectionId === undefined || connectionId === '') {
      this.fail(
        new AppError('GUACD_PROTOCOL_VIOLATION', undefined, { details: { reason: 'ready without an ID' } }),
      );
    } else {
      this.#dispatch({ type: 'ready', connectionId });
    }
  }

  #onEnding(event: ConnectionEvent): void {
    if (this.#state === 'open') this.#ending ??= event;
    else this.#dispatch(event);
  }

  #dispatch(event: ConnectionEvent): void {
    const { state, effect } = stepConnection(this.#state, event, this.#context);
    if (state !== this.#state) {
      this.#state = state;
      this.#cancelDeadline?.();
      this.#cancelDeadline = null;
      this.#armDeadline();
    }
    if (effect !== null) this.#perform(effect);
  }

  #armDeadline(): void {
    const delayMs = this.#deadlineOfState();
    if (delayMs === null) return;
    this.#cancelDeadline = startDeadline(this.#clock, delayMs, () => this.#dispatch({ type: 'deadline' }));
  }

  #deadlineOfState(): number | null {
    switch (this.#state) {
      case 'selecting':
        return this.#deadlines.argsMs;
      case 'connecting':
        return this.#deadlines.readyMs;
      case 'closing':
        return this.#deadlines.closeMs;
      case 'open':
      case 'closed':
        return null;
    }
  }

  #perform(effect: ConnectionEffect): void {
    switch (effect.do) {
      case 'answer':
        this.#answer(effect.args);
        break;
      case 'open':
        this.#open(effect.connectionId);
        break;
      case 'leave':
        this.#leave();
        break;
      case 'finish':
        this.#finish(effect.reason);
        break;
    }
  }

  #answer(args: readonly string[]): void {
    try {
      const answer = this.#handshake?.answer(args) ?? '';
      if (this.#state === 'connecting') this.#outbox.send(Buffer.from(answer));
    } catch (thrown) {
      this.fail(AppError.from(thrown));
    }
  }

  #open(connectionId: string): void {
    for (const watch of this.#handshakeWatches) watch.dispose();
    this.#handshakeWatches = [];
    this.#isReadyBatch = true;
    this.#scanner.interrupt();
    this.pause();
    this.#outbox.startKeepAlive();
    const handshake = this.#handshake;
    this.#handshake = null;
    handshake?.onReady(connectionId);
  }

  #leave(): void {
    this.#outbox.send(Buffer.from(encodeInstruction('disconnect')));
    this.#outbox.stop();
    this.#held = null;
    this.#transport.end();
    // Only to see the end of the stream; what comes before it is dropped.
    this.#transport.resume();
  }

  #finish(reason: AppError | null): void {
    this.#outbox.stop();
    this.#transport.destroy();
    this.#held = null;
    if (this.#session !== null) this.#session.onFinished(reason);
    else if (reason !== null) this.#handshake?.onFailed(reason);
  }
}

function argsOf(bytes: Uint8Array, start: number, end: number): string[] {
  return decodeInstruction(bytes.subarray(start, end)).args;
}

function reportedError(status: string | undefined): AppError {
  const code = /^\d{1,9}$/.test(status ?? '') ? Number(status) : 0;
  return new AppError(errorCodeOfStatus(code), undefined, { details: { status: code } });
}
