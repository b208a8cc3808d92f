import Guacamole from 'guacamole-common-js';
import { remotePosition } from './remote-position';
import type { PointerState, SessionDriver } from './session-driver';

export type TouchOptions = {
  driver: SessionDriver;
  onPointer: (state: PointerState) => void;
};

/**
 * Lets one finger work the remote mouse: a tap clicks, a long press clicks right, a second touch after a tap
 * drags. The gestures are the library's.
 */
export class TouchInput {
  readonly #touchscreen: Guacamole.Mouse.Touchscreen;
  readonly #options: TouchOptions;
  readonly #abort = new AbortController();
  #isEnabled = false;

  constructor(options: TouchOptions) {
    this.#options = options;
    this.#touchscreen = new Guacamole.Mouse.Touchscreen(options.driver.element);
    this.#touchscreen.onEach(['mousedown', 'mousemove', 'mouseup'], () => this.#send());
    // The library does not look at touches that the system takes away.
    const cancel = () => this.#touchscreen.reset();
    options.driver.element.addEventListener('touchcancel', cancel, { signal: this.#abort.signal });
  }

  setEnabled(isEnabled: boolean): void {
    if (!isEnabled) this.#touchscreen.reset();
    this.#isEnabled = isEnabled;
  }

  dispose(): void {
    this.setEnabled(false);
    this.#abort.abort();
  }

  #send(): void {
    if (!this.#isEnabled) return;
    const { x, y, left, middle, right } = this.#touchscreen.currentState;
    const { element, state } = this.#options.driver;
    const picture = { left: 0, top: 0, width: element.clientWidth, height: element.clientHeight };
    const buttons = (left ? 1 : 0) | (middle ? 2 : 0) | (right ? 4 : 0);
    this.#options.onPointer({ ...remotePosition({ x, y }, picture, state), buttons });
  }
}
