import { createDisposable, type Disposable } from '../../shared/disposable';
import type { Settings, SettingsChange } from '../../shared/model/settings';
import type { JsonDocument } from '../storage/json-document';

type Listener = (settings: Settings) => void;

/** The user's settings. Changes are on disk before anybody is told of them. */
export class SettingsStore {
  readonly #document: JsonDocument<Settings>;
  readonly #listeners = new Set<Listener>();

  constructor(document: JsonDocument<Settings>) {
    this.#document = document;
  }

  get(): Settings {
    return this.#document.value;
  }

  /**
   * Changes the settings that are named and returns all of them. STORAGE_FAILED and STORAGE_NEWER leave everything
   * as it was. Listeners are called before it returns.
   */
  update(change: SettingsChange): Settings {
    const before = this.#document.value;
    const after = this.#document.update((settings) => merge(settings, change));
    if (after !== before) for (const listener of [...this.#listeners]) listener(after);
    return after;
  }

  /** Calls back with all settings after each change. */
  onChanged(listener: Listener): Disposable {
    this.#listeners.add(listener);
    return createDisposable(() => this.#listeners.delete(listener));
  }
}

/** The same object when nothing changes, so that nothing is written. */
function merge(settings: Settings, change: SettingsChange): Settings {
  const merged: Settings = {
    theme: change.theme ?? settings.theme,
    engine: change.engine ?? settings.engine,
    clipboard: change.clipboard ?? settings.clipboard,
    confirmQuit: change.confirmQuit ?? settings.confirmQuit,
    zoomPercent: change.zoomPercent ?? settings.zoomPercent,
  };
  return JSON.stringify(merged) === JSON.stringify(settings) ? settings : merged;
}
