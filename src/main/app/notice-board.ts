import type { Disposable } from '../../shared/disposable';
import { Listeners } from '../../shared/listeners';
import type { Notice } from '../../shared/model/notice';

/** Most notices at a time; the oldest goes first. */
export const MAX_NOTICES = 20;

/** What the user should know and has not dismissed yet. A notice with the id of an older one replaces it. */
export class NoticeBoard {
  readonly #notices = new Map<string, Notice>();
  readonly #listeners = new Listeners<[notices: Notice[]]>();

  /** Oldest first. */
  list(): Notice[] {
    return [...this.#notices.values()];
  }

  add(notice: Notice): void {
    this.#notices.delete(notice.id);
    this.#notices.set(notice.id, notice);
    const [oldest] = this.#notices.keys();
    if (this.#notices.size > MAX_NOTICES && oldest !== undefined) this.#notices.delete(oldest);
    this.#tell();
  }

  /** Removes a notice; one that is not there is no error. */
  dismiss(id: string): void {
    if (this.#notices.delete(id)) this.#tell();
  }

  /** Calls back after each change, at once. */
  onChanged(listener: (notices: Notice[]) => void): Disposable {
    return this.#listeners.add(listener);
  }

  #tell(): void {
    this.#listeners.emit(this.list());
  }
}
