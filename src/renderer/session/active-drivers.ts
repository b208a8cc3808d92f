import { createDisposable, type Disposable } from '../../shared/disposable';

/** What the shell may ask of a session that is on a page. */
export type ActiveDriver = {
  /** Presses the keys in this order and releases them in the reverse one. */
  sendKeys(keysyms: readonly number[]): void;
  /** Gives the keyboard to the session. */
  focus(): void;
};

const drivers = new Map<string, ActiveDriver>();

/** Makes a session known while its view is mounted. */
export function registerDriver(sessionId: string, driver: ActiveDriver): Disposable {
  drivers.set(sessionId, driver);
  return createDisposable(() => {
    if (drivers.get(sessionId) === driver) drivers.delete(sessionId);
  });
}

/** Presses a combination of keys on the remote computer, such as CTRL_ALT_DEL of keysyms.ts. */
export function sendKeys(sessionId: string, keysyms: readonly number[]): void {
  drivers.get(sessionId)?.sendKeys(keysyms);
}

/** Gives the keyboard to a session, for instance after a menu was used. */
export function focusSession(sessionId: string): void {
  drivers.get(sessionId)?.focus();
}
