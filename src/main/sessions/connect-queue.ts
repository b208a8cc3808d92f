import type { Clock } from '../../shared/clock';
import { AppError } from '../../shared/errors';
import type { GuacdConnectOptions } from '../guacd';
import type { SessionConnection, SessionServices } from './session-services';

/**
 * A handshake that takes longer than this no longer holds up the next one. Most take 10 to 300 ms; RDP on a busy
 * computer took half a second (measured with guacd 1.3.0).
 */
const TURN_MS = 2_000;

/**
 * Makes connections one after another: the next begins when the last one is ready or has failed.
 *
 * guacd starts a process for each connection by forking, from as many threads as connections come in. A fork while
 * another thread holds a lock leaves a child that hangs: of four connections at once to guacd 1.3.0 one in 17 got no
 * answer or was dropped (240 tried, from a plain socket too); one after another, none of 160.
 */
export class ConnectQueue {
  readonly #connect: SessionServices['connect'];
  readonly #clock: Clock;
  #tail: Promise<void> = Promise.resolve();

  constructor(connect: SessionServices['connect'], clock: Clock) {
    this.#connect = connect;
    this.#clock = clock;
  }

  /** As `connectGuacd`, when its turn has come. ABORTED when the signal was given by then. */
  readonly connect = async (options: GuacdConnectOptions): Promise<SessionConnection> => {
    const before = this.#tail;
    let endTurn = (): void => undefined;
    this.#tail = new Promise((resolve) => (endTurn = resolve));
    await before;
    const cancel = this.#clock.after(TURN_MS, endTurn);
    try {
      if (options.signal?.aborted === true) throw new AppError('ABORTED');
      return await this.#connect(options);
    } finally {
      cancel();
      endTurn();
    }
  };
}
