import { createDisposable, type Disposable } from '../../shared/disposable';
import { AppError } from '../../shared/errors';
import { DISPLAY_LIMITS } from '../../shared/model/display-limit';
import type { SessionPhase, SessionState, Viewport } from '../../shared/model/session-state';
import { bridge, unwrap } from '../platform/bridge';
import { hostPlatform } from '../platform/host-platform';
import { isAppShortcut } from '../platform/keymap';
import { registerDriver } from './active-drivers';
import { createBridgeChannel } from './bridge-channel';
import { SessionClipboard } from './clipboard';
import { cursorStyle } from './cursor-style';
import { DisplayFit } from './display-fit';
import { InputGate } from './input-gate';
import { KeyboardInput } from './keyboard';
import { MouseInput } from './mouse';
import { SessionDriver, type DriverState, type PointerState } from './session-driver';
import { TouchInput } from './touch';

/** What the view of a session shows beside the session's own state; a new object with each change. */
export type ScreenState = {
  /** Epoch whose picture is on screen; null before the first frame. */
  pictureEpoch: number | null;
  /** How the remote computer names its window. */
  title: string;
  /** Something that this page tried failed: attaching, reconnecting, reading what guacd sent. */
  problem: AppError | null;
};

const EMPTY: ScreenState = { pictureEpoch: null, title: '', problem: null };

/** The elements that the view gives to its screen. */
export type ScreenElements = { host: HTMLElement; sink: HTMLTextAreaElement };

type Parts = {
  elements: ScreenElements;
  driver: SessionDriver;
  fit: DisplayFit;
  gate: InputGate;
  keyboard: KeyboardInput;
  mouse: MouseInput;
  touch: TouchInput;
  owned: Disposable[];
};

/** Phases in which the remote computer takes input. */
const INPUT_PHASES: ReadonlySet<SessionPhase> = new Set(['live', 'unstable', 'checking']);
/** Phases in which a page that opens must not connect by itself. */
const ENDED_PHASES: ReadonlySet<SessionPhase> = new Set(['closed', 'failed']);

/**
 * One session on the page: wires driver, fit, input and clipboard together, and tells main once the view has a
 * size. It lives from `mount` to the disposal of what that returns, and can be mounted again.
 */
export class SessionScreen {
  readonly #sessionId: string;
  readonly #clipboard: SessionClipboard;
  readonly #listeners = new Set<() => void>();
  #session: SessionState;
  #isActive = false;
  #parts: Parts | null = null;
  #viewport: Viewport | null = null;
  #wasTakingInput = false;
  /** The pointer as it is shown: making its picture costs, so it is made when something about it changes. */
  #cursor: { shape: DriverState['cursor']; scale: number } | null = null;
  #state = EMPTY;

  constructor(session: SessionState) {
    this.#sessionId = session.id;
    this.#session = session;
    this.#clipboard = new SessionClipboard(session.id);
  }

  get state(): ScreenState {
    return this.#state;
  }

  /** For React's external stores: listens, and returns what ends that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Puts the session into its elements. Main is told when the elements have a size, once for each mounting. */
  mount(elements: ScreenElements): Disposable {
    const driver = new SessionDriver({
      channel: createBridgeChannel(bridge().session, this.#sessionId),
      onClipboard: (text) => this.#receiveClipboard(text),
    });
    const gate = new InputGate();
    const onPointer = (state: PointerState) => gate.pass(() => driver.sendPointer(state));
    const onPaste = () => gate.holdUntil(this.#clipboard.offer());
    const { host, sink } = elements;
    const onWindowFocus = () => this.#offerClipboard();

    driver.element.dataset.part = 'picture';
    host.prepend(driver.element);
    window.addEventListener('focus', onWindowFocus);
    this.#parts = {
      elements,
      driver,
      gate,
      fit: new DisplayFit({
        host,
        driver,
        onViewport: (viewport) => this.#followViewport(viewport),
        onScale: () => this.#followDriver(),
      }),
      keyboard: new KeyboardInput({
        host,
        sink,
        isAppShortcut,
        isMac: hostPlatform() === 'darwin',
        onPaste,
        onKey: (pressed, keysym) => gate.pass(() => driver.sendKey(pressed, keysym)),
      }),
      mouse: new MouseInput({ host, driver, onPointer, onPaste }),
      touch: new TouchInput({ driver, onPointer }),
      owned: [
        driver.onChange(() => this.#followDriver()),
        registerDriver(this.#sessionId, {
          sendKeys: (keysyms) => this.#sendKeys(keysyms),
          focus: () => this.focus(),
        }),
        createDisposable(() => window.removeEventListener('focus', onWindowFocus)),
      ],
    };
    this.#followInput();
    return createDisposable(() => this.#unmount());
  }

  /** Takes over the newest state of the session and whether its tab is the one in front. */
  update(session: SessionState, isActive: boolean): void {
    const hasEpochChanged = session.epoch !== this.#session.epoch;
    this.#session = session;
    this.#isActive = isActive;
    if (hasEpochChanged && this.#state.problem !== null) this.#set({ problem: null });
    this.#followInput();
  }

  /** Opens the session again, with the size that the view has now. */
  async reconnect(): Promise<void> {
    const viewport = this.#viewport;
    if (viewport === null) return;
    this.#set({ problem: null });
    await this.#try(unwrap(bridge().calls.sessions.reconnect({ sessionId: this.#sessionId, viewport })));
  }

  /** Gives the keyboard to the session. */
  focus(): void {
    this.#parts?.elements.sink.focus({ preventScroll: true });
  }

  #followViewport(viewport: Viewport): void {
    const isFirst = this.#viewport === null;
    this.#viewport = viewport;
    this.#parts?.driver.setInitialSize(viewport);
    if (!isFirst || ENDED_PHASES.has(this.#session.phase)) return;
    void this.#try(unwrap(bridge().calls.sessions.attach({ sessionId: this.#sessionId, viewport })));
  }

  #followDriver(): void {
    const parts = this.#parts;
    if (parts === null) return;
    const { pictureEpoch, title, fault } = parts.driver.state;
    this.#followCursor(parts);
    if (fault !== null && this.#state.problem !== fault) void this.#giveUp(fault, parts.driver.epoch);
    if (pictureEpoch !== this.#state.pictureEpoch || title !== this.#state.title) {
      this.#set({ pictureEpoch, title });
      this.#followInput();
    }
  }

  #followCursor({ driver, fit, elements }: Parts): void {
    const cursor = this.#session.readOnly ? undefined : driver.state.cursor;
    if (this.#cursor?.shape === cursor && this.#cursor?.scale === fit.scale) return;
    this.#cursor = { shape: cursor, scale: fit.scale };
    const style = cursorStyle(cursor, fit.scale);
    elements.host.style.cursor = style.css;
    driver.setSoftwareCursor(style.isSoftware);
  }

  /** What guacd sends cannot be shown, so nothing good can come of going on. */
  async #giveUp(fault: AppError, epoch: number): Promise<void> {
    this.#set({ problem: fault });
    const limit = DISPLAY_LIMITS.find((each) => each === fault.details.limit) ?? null;
    const report = { sessionId: this.#sessionId, epoch, limit };
    await unwrap(bridge().calls.sessions.reportFault(report)).catch(() => undefined);
  }

  #followInput(): void {
    const parts = this.#parts;
    if (parts === null) return;
    const { phase, readOnly, prompt } = this.#session;
    const takesInput = this.#isActive && INPUT_PHASES.has(phase) && !readOnly && prompt === null;
    parts.keyboard.setEnabled(takesInput);
    parts.mouse.setEnabled(takesInput);
    parts.touch.setEnabled(takesInput);
    const isNew = takesInput && !this.#wasTakingInput;
    this.#wasTakingInput = takesInput;
    if (isNew) this.#offerClipboard();
  }

  /** A remote computer that nobody looks at must not change what the user is about to paste. */
  #receiveClipboard(text: string): void {
    if (this.#isActive) void this.#clipboard.receive(text);
  }

  #offerClipboard(): void {
    if (this.#wasTakingInput) void this.#clipboard.offer();
  }

  #sendKeys(keysyms: readonly number[]): void {
    const parts = this.#parts;
    if (parts === null || !this.#wasTakingInput) return;
    parts.keyboard.release();
    for (const keysym of keysyms) parts.gate.pass(() => parts.driver.sendKey(1, keysym));
    for (const keysym of [...keysyms].reverse()) parts.gate.pass(() => parts.driver.sendKey(0, keysym));
  }

  async #try(call: Promise<unknown>): Promise<void> {
    try {
      await call;
    } catch (thrown) {
      this.#set({ problem: AppError.from(thrown) });
    }
  }

  #set(change: Partial<ScreenState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of [...this.#listeners]) listener();
  }

  #unmount(): void {
    const parts = this.#parts;
    if (parts === null) return;
    this.#parts = null;
    this.#viewport = null;
    this.#wasTakingInput = false;
    this.#cursor = null;
    // Input first: what is held down is released while the driver can still say so.
    for (const part of [parts.keyboard, parts.mouse, parts.touch, parts.gate, parts.fit]) part.dispose();
    for (const owned of parts.owned) owned.dispose();
    parts.driver.dispose();
    this.#set(EMPTY);
  }
}
