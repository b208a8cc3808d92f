import type { Clock } from '../../shared/clock';
import type { Disposable } from '../../shared/disposable';
import { MAX_READ_BYTES } from '../guacd';
import { CreditWindow, MAX_WINDOW_BYTES } from './credit-window';
import type { InstructionsListener } from './hooks/hooked-source';
import { LOCAL_FRAME } from './local-frame';
import type { PageMessage, SessionConnection } from './session-services';

/**
 * Instructions are joined to messages of at most so many bytes; larger ones gain little on the way from main to page
 * (measured: docs/adr/0002). What comes in one piece stays one message, of up to {@link MAX_READ_BYTES}.
 */
export const BATCH_BYTES = 65_536;
/**
 * Most bytes that are ever under way to a page: the read that filled the window is still posted, and so is the end
 * of a frame. `webContents.send` does not limit what is queued for a page that hangs, so this is also all that such a
 * session costs in memory. Only a hook that makes what it changes longer adds to it.
 */
export const MAX_OWED_BYTES = MAX_WINDOW_BYTES + MAX_READ_BYTES + LOCAL_FRAME.length;
/** So many bytes in one piece are posted as they are: to join them would cost a copy and spare few messages. */
const LARGE_BYTES = BATCH_BYTES / 2;
/** Most bytes taken from one guacd connection in one turn of the event loop; the others come next. */
export const TURN_BYTES = 262_144;

export type DownstreamOptions = {
  /** A connection, with the source behind its hooks. */
  connection: Pick<SessionConnection, 'pause' | 'resume'> & {
    onInstructions(listener: InstructionsListener): Disposable;
  };
  epoch: number;
  clock: Clock;
  /** The bytes of a message are borrowed, valid only during the call. */
  post: (message: PageMessage) => void;
  /** Calls back at the end of the turn of the event loop. */
  afterTurn: (callback: () => void) => void;
};

/**
 * Carries what guacd sends to the page. The first instructions of a turn go out at once; those that follow in the
 * same turn are joined to messages of up to {@link BATCH_BYTES}. What goes out at once is not copied: it lies where the
 * connection has read it. Only what waits for the end of the turn is.
 *
 * Every byte posted takes from the page's credit until the page acknowledges it. When a {@link CreditWindow} is full the
 * connection is paused, and TCP then slows guacd down.
 */
export class Downstream {
  readonly #connection: DownstreamOptions['connection'];
  readonly #epoch: number;
  readonly #post: (message: PageMessage) => void;
  readonly #afterTurn: (callback: () => void) => void;
  readonly #window: CreditWindow;
  readonly #subscription: Disposable;
  /** Null while nothing waits for the end of the turn. */
  #joined: Uint8Array | null = null;
  #joinedBytes = 0;
  #isAscii = true;
  #owedBytes = 0;
  #turnBytes = 0;
  #isTurnOpen = false;
  #isOutOfCredit = false;
  #isPaused = false;
  #isDiscarding = false;
  #isDisposed = false;

  constructor({ connection, epoch, clock, post, afterTurn }: DownstreamOptions) {
    this.#connection = connection;
    this.#epoch = epoch;
    this.#post = post;
    this.#afterTurn = afterTurn;
    this.#window = new CreditWindow(clock);
    this.#subscription = connection.onInstructions((bytes, isAscii, readBytes) =>
      this.#take(bytes, isAscii, readBytes),
    );
  }

  /** Bytes posted that the page has not acknowledged. Never more than {@link MAX_OWED_BYTES}. */
  get owedBytes(): number {
    return this.#owedBytes;
  }

  /** With so many bytes under way reading stops; it follows the speed of the page. */
  get creditBytes(): number {
    return this.#window.bytes;
  }

  /** Posts an instruction of our own, in ASCII, behind what came so far. */
  insert(instruction: string): void {
    if (this.#isDiscarding || this.#isDisposed) return;
    this.#flush();
    this.#postBytes(Buffer.from(instruction, 'latin1'), true);
    if (this.#owedBytes >= this.#window.bytes) this.#isOutOfCredit = true;
    this.#updateReading();
  }

  /** The page has handed so many bytes to its display. More than it owes counts as all it owes. */
  acknowledge(bytes: number): void {
    const taken = Math.min(this.#owedBytes, bytes);
    this.#owedBytes -= taken;
    this.#window.acknowledged(taken, this.#owedBytes);
    if (this.#owedBytes <= this.#window.resumeBytes) this.#isOutOfCredit = false;
    this.#updateReading();
  }

  /**
   * From now on everything is dropped as fast as it comes. For a page that is gone: a user that reads nothing would
   * hold up guacd's other users of the same session, among them the one that takes its place.
   */
  discard(): void {
    this.#isDiscarding = true;
    this.#endJoining();
    this.#isOutOfCredit = false;
    this.#updateReading();
  }

  /** Posts what is left, since it completes the last picture, and ends. */
  dispose(): void {
    this.#flush();
    this.#isDisposed = true;
    this.#subscription.dispose();
  }

  #take(bytes: Uint8Array, isAscii: boolean, readBytes = bytes.length): void {
    this.#turnBytes += readBytes;
    if (!this.#isDiscarding) {
      if (this.#joinedBytes + bytes.length > BATCH_BYTES) this.#flush();
      const canGoAlone = this.#joinedBytes === 0 && (!this.#isTurnOpen || bytes.length >= LARGE_BYTES);
      if (canGoAlone) this.#postBytes(bytes, isAscii);
      else this.#join(bytes, isAscii);
      if (this.#owedBytes + this.#joinedBytes >= this.#window.bytes) this.#isOutOfCredit = true;
    }
    this.#openTurn();
    this.#updateReading();
  }

  #join(bytes: Uint8Array, isAscii: boolean): void {
    this.#joined ??= takeMemory();
    this.#joined.set(bytes, this.#joinedBytes);
    this.#joinedBytes += bytes.length;
    this.#isAscii &&= isAscii;
    if (this.#joinedBytes >= BATCH_BYTES) this.#flush();
  }

  #flush(): void {
    const memory = this.#joined;
    if (memory === null) return;
    const bytes = memory.subarray(0, this.#joinedBytes);
    const isAscii = this.#isAscii;
    this.#endJoining();
    this.#postBytes(bytes, isAscii);
    spareMemory = memory;
  }

  #endJoining(): void {
    this.#joined = null;
    this.#joinedBytes = 0;
    this.#isAscii = true;
  }

  #postBytes(bytes: Uint8Array, isAscii: boolean): void {
    if (bytes.length === 0) return;
    this.#owedBytes += bytes.length;
    this.#window.posted(this.#owedBytes);
    this.#post({ kind: 'data', epoch: this.#epoch, bytes, isAscii });
  }

  #openTurn(): void {
    if (this.#isTurnOpen) return;
    this.#isTurnOpen = true;
    this.#afterTurn(this.#endTurn);
  }

  readonly #endTurn = (): void => {
    this.#isTurnOpen = false;
    this.#turnBytes = 0;
    if (this.#isDisposed) return;
    this.#flush();
    this.#updateReading();
  };

  #updateReading(): void {
    if (this.#isDisposed) return;
    const shouldPause = this.#isOutOfCredit || this.#turnBytes >= TURN_BYTES;
    if (shouldPause === this.#isPaused) return;
    this.#isPaused = shouldPause;
    if (shouldPause) this.#connection.pause();
    else this.#connection.resume();
  }
}

/** To join in for the next who needs it: the sessions that join in one turn rarely overlap. */
let spareMemory: Uint8Array | null = null;

function takeMemory(): Uint8Array {
  const memory = spareMemory ?? Buffer.allocUnsafeSlow(BATCH_BYTES);
  spareMemory = null;
  return memory;
}
