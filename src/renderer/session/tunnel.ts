import Guacamole from 'guacamole-common-js';
import { encodeInstruction } from '../../shared/guacamole/encode';
import { decodeInstructions } from '../../shared/guacamole/decode';

/**
 * What guacd says that is not for the display. Main tells the end of a session as its state; the handshake was
 * its own; `required` is answered by the credential prompt; `nest` is obsolete and would be read by the
 * library's parser, which counts lengths wrongly.
 */
const NOT_FOR_DISPLAY: ReadonlySet<string> = new Set([
  'error',
  'disconnect',
  'args',
  'ready',
  'required',
  'nest',
]);

/** What the library sends on its own but main does itself: it keeps the connection alive and ends it. */
const NOT_FOR_GUACD: ReadonlySet<string> = new Set(['nop', 'disconnect']);

/**
 * The tunnel of one epoch, between a `Guacamole.Client` and whatever brings
 * and takes whole instructions. It counts lengths in code points both ways, hands out a fresh array of
 * arguments each time, and keeps a handler that throws from losing the instructions after it.
 */
export class SessionTunnel extends Guacamole.Tunnel {
  readonly #send: (instruction: string) => void;
  #failedInstructions = 0;

  /** @param send takes one whole instruction in wire form */
  constructor(send: (instruction: string) => void) {
    super();
    // The library's constructor puts methods that do nothing on each instance, which would hide the ones below.
    for (const method of ['connect', 'disconnect', 'sendMessage']) Reflect.deleteProperty(this, method);
    this.#send = send;
  }

  /** Instructions whose handler threw, since the beginning. */
  get failedInstructions(): number {
    return this.#failedInstructions;
  }

  override connect(): void {
    this.#setState(Guacamole.Tunnel.State.OPEN);
  }

  override disconnect(): void {
    this.#setState(Guacamole.Tunnel.State.CLOSED);
  }

  /** Sends one instruction, if the tunnel is open. @throws AppError INSTRUCTION_INVALID */
  override sendMessage(...elements: readonly (string | number)[]): void {
    const [opcode, ...args] = elements;
    if (!this.isConnected() || opcode === undefined || NOT_FOR_GUACD.has(String(opcode))) return;
    this.#send(encodeInstruction(String(opcode), ...args));
  }

  /**
   * Hands whole instructions to the client, in order and synchronously, from `start` on for as long as `mayGoOn`.
   *
   * @returns where it ended: the end of the text, or the instruction to begin with next time
   * @throws AppError INSTRUCTION_INVALID when the text is not made of whole instructions
   */
  receive(text: string, isAscii: boolean, pace: { start?: number; mayGoOn?: () => boolean } = {}): number {
    const handle = (opcode: string, args: string[]): void => {
      if (!this.isConnected() || NOT_FOR_DISPLAY.has(opcode)) return;
      try {
        this.oninstruction?.(opcode, args);
      } catch {
        this.#failedInstructions++;
      }
    };
    return decodeInstructions(text, isAscii, handle, pace);
  }

  #setState(state: Guacamole.Tunnel.State): void {
    if (state === this.state) return;
    this.state = state;
    this.onstatechange?.(state);
  }
}
