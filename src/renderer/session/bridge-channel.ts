import { createDisposable, type Disposable } from '../../shared/disposable';
import type { Bridge } from '../../shared/ipc/bridge';
import type { DownstreamMessage, SessionChannel, UpstreamMessage } from '../../shared/ipc/session-channel';

/** A subscription to what never happens. */
const NEVER: Disposable = { dispose: () => undefined };

/**
 * The channel of one session over the bridge of the window.
 *
 * The bridge takes one listener for each session, so only one `onMessage` may be in use at a time. `onClose`
 * never fires: the main process outlives its windows.
 */
export function createBridgeChannel(
  bridge: Bridge['session'],
  sessionId: string,
): SessionChannel<UpstreamMessage, DownstreamMessage> {
  let isOpen = true;
  let stopListening: (() => void) | undefined;
  return {
    post(message) {
      if (!isOpen) return;
      if (message.kind === 'input') bridge.input(sessionId, message.epoch, message.text);
      else bridge.ack(sessionId, message.epoch, message.bytes);
    },
    onMessage(listener) {
      if (!isOpen) return NEVER;
      const stop = bridge.listen(sessionId, {
        start: (epoch) => listener({ kind: 'start', epoch }),
        data: (epoch, text, bytes, isAscii) => listener({ kind: 'data', epoch, text, bytes, isAscii }),
      });
      stopListening = stop;
      return createDisposable(stop);
    },
    onClose: () => NEVER,
    close() {
      isOpen = false;
      stopListening?.();
    },
  };
}
