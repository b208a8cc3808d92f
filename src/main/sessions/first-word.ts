import type { Clock } from '../../shared/clock';
import { startDeadline } from '../../shared/deadline';
import type { Disposable } from '../../shared/disposable';
import type { SessionConnection } from './session-services';

/**
 * How long guacd may say nothing after `ready` before the connection is made once more. A terminal shows within
 * milliseconds and a desktop within a few seconds. What stays mute is a slow remote computer, or a process of guacd
 * that hung when it was made (see HandshakeQueue): its keep-alive goes on, so nothing else would end the wait.
 */
export const MUTE_MS = 15_000;
/** The second connection may take its time: now it is the remote computer that is slow. */
export const SECOND_MUTE_MS = 60_000;

const NOP = new TextEncoder().encode('3.nop;');

/** Waits for the first instruction of a connection that is more than a keep-alive. */
export class FirstWord {
  readonly #subscription: Disposable;
  #cancel: (() => void) | null;

  /** @param onMute called at most once, when nothing was said for `limitMs` */
  constructor(
    connection: Pick<SessionConnection, 'onInstructions'>,
    clock: Clock,
    limitMs: number,
    onMute: () => void,
  ) {
    this.#cancel = startDeadline(clock, limitMs, () => {
      this.dispose();
      onMute();
    });
    this.#subscription = connection.onInstructions((bytes) => {
      if (!isKeepAlive(bytes)) this.dispose();
    });
  }

  dispose(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#subscription.dispose();
  }
}

function isKeepAlive(bytes: Uint8Array): boolean {
  return bytes.every((byte, index) => byte === NOP[index % NOP.length]);
}
