import Guacamole from 'guacamole-common-js';
import { CTRL_ALT_DEL, KEYSYMS, keysymOf } from './keysyms';
import { isPasteChord } from './paste-chord';

export type KeyboardOptions = {
  /** Holds the focus of the session; its key events are the session's. */
  host: HTMLElement;
  /** An empty text area inside of the host, which has the focus itself, so that input methods work. */
  sink: HTMLTextAreaElement;
  /** Keys that the app keeps, whatever has the focus. */
  isAppShortcut: (event: KeyboardEvent) => boolean;
  /** A key went down (1) or up (0), by X11 keysym. */
  onKey: (pressed: 0 | 1, keysym: number) => void;
  /** The next key pastes; called before it is reported. */
  onPaste: () => void;
  isMac: boolean;
};

/**
 * Turns the keys of the focused session into keysyms. The app's own shortcuts are left alone; everything else is
 * the session's and does nothing here: Ctrl+W, Ctrl+T, function keys, Alt. Ctrl+Alt+End presses Ctrl+Alt+Del.
 *
 * The library repeats a held key itself and ignores the repetitions of the system. Composed text (dead keys,
 * input methods) arrives through the text area and is typed character by character.
 */
export class KeyboardInput {
  readonly #options: KeyboardOptions;
  readonly #keyboard: Guacamole.Keyboard;
  readonly #abort = new AbortController();
  #isEnabled = false;

  constructor(options: KeyboardOptions) {
    this.#options = options;
    const { host, sink } = options;
    const { signal } = this.#abort;
    // Before the library's own listeners, which are on the text area.
    for (const type of ['keydown', 'keypress', 'keyup'] as const) {
      host.addEventListener(type, (event) => this.#gate(event), { capture: true, signal });
    }
    this.#keyboard = new Guacamole.Keyboard(sink);
    // The library's own `type` presses half of a surrogate pair as a key of its own.
    this.#keyboard.type = (text) => this.#type(text);
    this.#listen(true);

    sink.addEventListener('input', (event) => this.#clearSink(event), { signal });
    sink.addEventListener('compositionend', () => (sink.value = ''), { signal });
    sink.addEventListener('blur', () => this.release(), { signal });
    window.addEventListener('blur', () => this.release(), { signal });
    document.addEventListener('visibilitychange', () => this.release(), { signal });
  }

  /** Starts or stops taking keys; stopping releases those that are down. */
  setEnabled(isEnabled: boolean): void {
    if (!isEnabled) this.release();
    this.#isEnabled = isEnabled;
  }

  /** Releases every key that is down. */
  release(): void {
    this.#listen(true);
    this.#keyboard.reset();
    // The library forgets the keys but not their meaning, and would not press again a Ctrl that is still held.
    this.#keyboard.modifiers = new Guacamole.Keyboard.ModifierState();
  }

  dispose(): void {
    this.setEnabled(false);
    this.#listen(false);
    this.#abort.abort();
  }

  /** Decides for each event whether the library sees it. It looks only when it has somebody to tell. */
  #gate(event: KeyboardEvent): void {
    this.#listen(this.#isEnabled && this.#isForSession(event));
  }

  #isForSession(event: KeyboardEvent): boolean {
    if (event.type === 'keyup') {
      // The rest of a chord that was not the session's; the library would press its modifiers anew.
      return Object.keys(this.#keyboard.pressed).length > 0;
    }
    if (event.type !== 'keydown') return true;
    if (this.#options.isAppShortcut(event)) {
      this.release();
      return false;
    }
    if (event.ctrlKey && event.altKey && event.key === 'End') {
      event.preventDefault();
      this.release();
      for (const keysym of CTRL_ALT_DEL) this.#options.onKey(1, keysym);
      for (const keysym of [...CTRL_ALT_DEL].reverse()) this.#options.onKey(0, keysym);
      return false;
    }
    return true;
  }

  #listen(isListening: boolean): void {
    this.#keyboard.onkeydown = isListening ? (keysym) => this.#press(keysym) : null;
    this.#keyboard.onkeyup = isListening ? (keysym) => this.#options.onKey(0, this.#translate(keysym)) : null;
  }

  /** @returns false: the key does nothing else on this computer */
  #press(keysym: number): false {
    if (isPasteChord(keysym, (other) => this.#keyboard.pressed[other] === true)) this.#options.onPaste();
    this.#options.onKey(1, this.#translate(keysym));
    return false;
  }

  /** The library takes the Windows key for Meta, which X servers often take for Alt; it is Super. */
  #translate(keysym: number): number {
    if (this.#options.isMac) return keysym;
    if (keysym === KEYSYMS.metaLeft) return KEYSYMS.superLeft;
    return keysym === KEYSYMS.metaRight ? KEYSYMS.superRight : keysym;
  }

  #type(text: string): void {
    for (const character of text) {
      const keysym = keysymOf(character.codePointAt(0) ?? 0);
      this.#keyboard.press(keysym);
      this.#keyboard.release(keysym);
    }
  }

  #clearSink(event: Event): void {
    if (!(event instanceof InputEvent && event.isComposing)) this.#options.sink.value = '';
  }
}
