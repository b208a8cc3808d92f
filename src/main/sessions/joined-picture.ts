import type { Clock } from '../../shared/clock';
import type { Disposable } from '../../shared/disposable';
import { LOCAL_FRAME } from './local-frame';
import type { SessionConnection } from './session-services';

/** The picture counts as complete when nothing came for this long. guacd 1.3.0 sends it in one go, within 50 ms. */
const QUIET_MS = 100;

/**
 * Ends the picture that guacd sends to a user who joins. guacd sends no `sync` after it until something changes on the
 * remote computer, which may be never (seen with ssh and guacd 1.3.0), and without one the page shows nothing. Ends
 * itself with the first `sync` of guacd.
 */
export class JoinedPicture {
  readonly #clock: Clock;
  readonly #insert: (instruction: string) => void;
  readonly #subscriptions: readonly Disposable[];
  #cancel: () => void = () => undefined;

  /** @param insert sends an instruction to the page, behind what came from guacd so far */
  constructor(
    connection: Pick<SessionConnection, 'onInstructions' | 'watch'>,
    clock: Clock,
    insert: (instruction: string) => void,
  ) {
    this.#clock = clock;
    this.#insert = insert;
    this.#subscriptions = [
      connection.watch('sync', () => this.dispose()),
      connection.onInstructions(() => this.#wait()),
    ];
  }

  dispose(): void {
    this.#cancel();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #wait(): void {
    this.#cancel();
    this.#cancel = this.#clock.after(QUIET_MS, () => this.#insert(LOCAL_FRAME));
  }
}
