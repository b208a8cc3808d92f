import { createDisposable, type Disposable } from '../../shared/disposable';
import { actionFor } from '../platform/keymap';
import { runAction } from './actions';

/**
 * Runs actions by key. While a session has the focus only the keys of scope `everywhere` are taken; every other
 * one goes to the remote computer. Nothing runs while a dialog is open, or with a key that is held down.
 */
export function listenForShortcuts(): Disposable {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const isInSession =
      event.target instanceof Element && event.target.closest('[role="application"]') !== null;
    const id = actionFor(event, { isInSession });
    if (id === null) return;
    event.preventDefault();
    if (event.repeat || document.querySelector('dialog[open]') !== null) return;
    runAction(id);
  };
  window.addEventListener('keydown', onKeyDown);
  return createDisposable(() => window.removeEventListener('keydown', onKeyDown));
}
