import type { Clock } from '../../shared/clock';
import type { Disposable } from '../../shared/disposable';
import type { AppError } from '../../shared/errors';
import { encodeInstruction } from '../../shared/guacamole/encode';
import type { RangeListener } from '../../shared/guacamole/scanner';
import { ConnectionEvents } from './connection-events';
import type { GuacdDeadlines } from './deadlines';
import type { GuacdLink } from './link';
import type { GuacdLiveness } from './liveness';

/** The name of a parameter that no guacd has. */
const NO_PARAMETER = 'pestle-is-guacd-there';

/** What the handshake found out. */
export type ConnectionFacts = {
  connectionId: string;
  protocolVersion: string | null;
  parameterNames: readonly string[];
  unknownParameters: readonly string[];
};

/**
 * An open session of guacd. `connectGuacd` makes it; its owner ends it with `close`. It ends by itself when guacd
 * reports `error` or `disconnect`, falls silent, stops taking input, sends what is no instruction, or is lost.
 *
 * Nothing is read until the first `onInstructions` listener is there, so a subscriber misses nothing that followed
 * `ready`. No listener is called before the call that subscribes it returns.
 */
export class GuacdConnection {
  /** The version agreed on, such as `VERSION_1_3_0`; null for guacd 1.0.x. */
  readonly protocolVersion: string | null;
  /** The parameters that this guacd knows for the protocol, in its order. */
  readonly parameterNames: readonly string[];
  /** Parameters that were given a value but that this guacd does not know. */
  readonly unknownParameters: readonly string[];
  readonly #connectionId: string;
  readonly #link: GuacdLink;
  readonly #events: ConnectionEvents;
  #hasListener = false;
  #isPaused = false;
  #isReading = false;

  constructor(link: GuacdLink, facts: ConnectionFacts, clock: Clock, deadlines: GuacdDeadlines) {
    this.#link = link;
    this.#connectionId = facts.connectionId;
    this.protocolVersion = facts.protocolVersion;
    this.parameterNames = facts.parameterNames;
    this.unknownParameters = facts.unknownParameters;
    this.#events = new ConnectionEvents(link, clock, deadlines);
    link.attach(this.#events);
  }

  /** Whoever knows it and reaches guacd can join the session: a secret, never to be logged or sent to a page. */
  get connectionId(): string {
    return this.#connectionId;
  }

  get state(): 'open' | 'closing' | 'closed' {
    const { state } = this.#link;
    return state === 'open' || state === 'closing' ? state : 'closed';
  }

  /** Bytes read from guacd since the socket opened, the handshake included. Whole instructions or not. */
  get receivedBytes(): number {
    return this.#link.receivedBytes;
  }

  /** Whole instructions read from guacd since the socket opened, `args` and `ready` included. */
  get receivedInstructions(): number {
    return this.#link.receivedInstructions;
  }

  /** Bytes sent to guacd since the socket opened, the handshake and keep-alives included. */
  get sentBytes(): number {
    return this.#link.sentBytes;
  }

  /** Bytes for guacd that the socket has not taken yet. */
  get queuedBytes(): number {
    return this.#link.queuedBytes;
  }

  /**
   * Receives what guacd sends as whole instructions, in order. The bytes are borrowed, valid only during the call:
   * decode or copy them. `isAscii` tells that each byte is ASCII. The first subscription starts the reading, which
   * then goes on until `pause`, with or without listeners.
   */
  onInstructions(listener: (bytes: Uint8Array, isAscii: boolean) => void): Disposable {
    const subscription = this.#events.instructions.add(listener);
    this.#hasListener = true;
    this.#updateReading();
    return subscription;
  }

  /** Receives the arguments of each instruction of one opcode, before the batch that holds it is delivered. */
  watch(opcode: string, listener: (args: string[]) => void): Disposable {
    return this.#link.watch(opcode, listener);
  }

  /**
   * As `watch`, but nothing is decoded or made: each whole instruction lies in `bytes` from `start` to `end`. They are
   * borrowed, valid until the batch that is delivered next has been taken, and in that batch's memory.
   */
  watchRanges(opcode: string, listener: RangeListener): Disposable {
    return this.#link.watchRanges(opcode, listener);
  }

  /**
   * Tells once that the session has ended; the socket is closed by then. Null: guacd ended it with `disconnect`, or
   * the owner with `close`. A subscriber that comes later is told at once, but after this call.
   */
  onClosed(listener: (reason: AppError | null) => void): Disposable {
    const subscription = this.#events.closed.add(listener);
    const { end } = this.#events;
    if (end === null) return subscription;
    subscription.dispose();
    let isWanted = true;
    queueMicrotask(() => {
      if (isWanted) listener(end.reason);
    });
    return { dispose: () => (isWanted = false) };
  }

  /**
   * Tells when guacd has been quiet for longer than an idle one is (`unstable`), and when it is heard again. The
   * time in which we do not read does not count.
   */
  onLiveness(listener: (liveness: GuacdLiveness) => void): Disposable {
    return this.#events.livenessChanges.add(listener);
  }

  /**
   * Asks guacd for a sign of life, for instance when the computer was asleep or has another network. `onLiveness`
   * tells `responsive` with the next instruction; without one within `unstableMs` of reading the connection ends
   * with GUACD_SILENT. Without effect once the session has ended.
   *
   * guacd has no ping, but it refuses the change of a parameter that does not exist at once, with an `ack` of the
   * stream (guacd 1.3.0: after 0.3 to 7 ms for ssh, telnet, vnc and rdp). A user who may change nothing, read-only or
   * joined to vnc or rdp, has it with the next frame or keep-alive; for these the time of a keep-alive is needed.
   *
   * @param stream index of a stream to guacd that nothing else uses
   */
  check(stream: number): void {
    if (this.state !== 'open') return;
    this.#events.liveness.check();
    // guacd 1.0 knows no `argv`.
    if (this.protocolVersion === null) return;
    this.send(
      encodeInstruction('argv', stream, 'text/plain', NO_PARAMETER) + encodeInstruction('end', stream),
    );
  }

  /**
   * Sends whole instructions, in order. Bytes are taken over: the caller must not change them afterwards.
   *
   * @returns false when guacd is slow: wait for `onDrain` (16 KiB are queued), because at 64 KiB the session ends
   * with GUACD_STALLED. False also once the session has ended; what is given then is dropped.
   */
  send(instructions: string | Uint8Array): boolean {
    return this.#link.send(typeof instructions === 'string' ? Buffer.from(instructions) : instructions);
  }

  /** Tells that the queue is short again after `send` returned false. */
  onDrain(listener: () => void): Disposable {
    return this.#events.drained.add(listener);
  }

  /**
   * Stops reading: TCP then slows guacd down. The read that is being delivered is delivered to its end, at most
   * MAX_READ_BYTES in all; the rest follows after `resume`.
   */
  pause(): void {
    this.#isPaused = true;
    this.#updateReading();
  }

  /** Reads again. Never calls back before it returns. */
  resume(): void {
    this.#isPaused = false;
    this.#updateReading();
  }

  /**
   * Leaves the session: sends `disconnect` and closes the socket, at the latest after `closeMs`. Resolves once it is
   * closed; never rejects. What arrives meanwhile is dropped.
   */
  close(): Promise<void> {
    this.#events.liveness.stop();
    this.#link.close();
    return new Promise((resolve) => this.onClosed(() => resolve()));
  }

  #updateReading(): void {
    const shouldRead = this.#hasListener && !this.#isPaused && this.#link.state === 'open';
    if (shouldRead === this.#isReading) return;
    this.#isReading = shouldRead;
    if (shouldRead) {
      this.#link.resume();
      this.#events.liveness.start();
    } else {
      this.#link.pause();
      this.#events.liveness.stop();
    }
  }
}
