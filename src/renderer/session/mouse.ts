import { remotePosition } from './remote-position';
import type { PointerState, SessionDriver } from './session-driver';
import { WheelSteps } from './wheel-steps';

/** Bits of the protocol by `MouseEvent.button`. Back and forward have none; guacd knows five buttons. */
const BUTTON_BITS: readonly (number | undefined)[] = [1, 2, 4];
const MIDDLE = 2;
const WHEEL_UP = 8;
const WHEEL_DOWN = 16;

export type MouseOptions = {
  /** Where the mouse is the session's. */
  host: HTMLElement;
  driver: SessionDriver;
  onPointer: (state: PointerState) => void;
  /** The middle button goes down, which pastes on many systems; called before it is reported. */
  onPaste: () => void;
};

/**
 * Turns the mouse and the pen over the session into pointer states in remote pixels. A button that goes down
 * takes the position of that very event, and keeps the pointer until it is up, also outside of the view. Fingers
 * are left to touch.ts.
 */
export class MouseInput {
  readonly #options: MouseOptions;
  readonly #wheel = new WheelSteps();
  readonly #abort = new AbortController();
  #state: PointerState = { x: 0, y: 0, buttons: 0 };
  #isEnabled = false;

  constructor(options: MouseOptions) {
    this.#options = options;
    const { host } = options;
    const { signal } = this.#abort;
    host.addEventListener('pointermove', (event) => this.#move(event), { signal });
    host.addEventListener('pointerdown', (event) => this.#change(event), { signal });
    host.addEventListener('pointerup', (event) => this.#change(event), { signal });
    for (const type of ['pointercancel', 'lostpointercapture'] as const) {
      host.addEventListener(type, () => this.release(), { signal });
    }
    host.addEventListener('wheel', (event) => this.#scroll(event), { signal, passive: false });
    // What a browser does by itself: menus, dragging of text, going back and forward.
    for (const type of [
      'contextmenu',
      'dragstart',
      'selectstart',
      'mousedown',
      'mouseup',
      'auxclick',
    ] as const) {
      host.addEventListener(type, (event) => event.preventDefault(), { signal });
    }
    window.addEventListener('blur', () => this.release(), { signal });
    document.addEventListener('visibilitychange', () => this.release(), { signal });
  }

  /** Starts or stops taking the mouse; stopping releases the buttons. */
  setEnabled(isEnabled: boolean): void {
    if (!isEnabled) this.release();
    this.#isEnabled = isEnabled;
  }

  /** Releases every button that is down. */
  release(): void {
    if (this.#state.buttons !== 0) this.#send({ ...this.#state, buttons: 0 });
  }

  dispose(): void {
    this.setEnabled(false);
    this.#abort.abort();
  }

  #move(event: PointerEvent): void {
    if (!this.#takes(event)) return;
    // While a button is down, further buttons come as moves.
    const state = this.#stateAt(event, buttonsOf(event));
    if (state.buttons & ~this.#state.buttons & MIDDLE) this.#options.onPaste();
    this.#send(state);
  }

  #change(event: PointerEvent): void {
    if (!this.#takes(event)) return;
    const bit = BUTTON_BITS[event.button];
    if (bit === undefined) return;
    if (event.type === 'pointerdown') {
      this.#options.host.setPointerCapture(event.pointerId);
      if (bit === MIDDLE) this.#options.onPaste();
    }
    this.#send(this.#stateAt(event, buttonsOf(event)));
  }

  #scroll(event: WheelEvent): void {
    event.preventDefault();
    if (!this.#isEnabled) return;
    const steps = this.#wheel.add(event);
    const state = this.#stateAt(event, this.#state.buttons);
    const bit = steps < 0 ? WHEEL_UP : WHEEL_DOWN;
    for (let left = Math.abs(steps); left > 0; left--) {
      this.#send({ ...state, buttons: state.buttons | bit });
      this.#send(state);
    }
  }

  #takes(event: PointerEvent): boolean {
    return this.#isEnabled && event.pointerType !== 'touch';
  }

  #stateAt(event: MouseEvent, buttons: number): PointerState {
    const { driver } = this.#options;
    const picture = driver.element.getBoundingClientRect();
    return { ...remotePosition({ x: event.clientX, y: event.clientY }, picture, driver.state), buttons };
  }

  #send(state: PointerState): void {
    const { x, y, buttons } = this.#state;
    if (state.x === x && state.y === y && state.buttons === buttons) return;
    this.#state = state;
    this.#options.onPointer(state);
  }
}

/** The protocol's mask of the buttons that are down; the DOM counts right as 2 and middle as 4. */
function buttonsOf(event: PointerEvent): number {
  return (event.buttons & 1) | ((event.buttons & 4) >> 1) | ((event.buttons & 2) << 1);
}
