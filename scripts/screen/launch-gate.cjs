'use strict';
// Loaded by Electron before the app (`electron -r launch-gate.cjs …`): keeps the app from making its window until
// Playwright has attached to the browser. Without it about one start in thirty hangs, since Playwright then waits
// for a page that was already navigating while it attached. Playwright brings such a loader itself, but that one
// switches the keyring off (`--password-store=basic`). It opens the gate by calling `__playwright_run`.
const { app } = require('electron');

const ready = app.whenReady();
/** @type {(value?: unknown) => void} */
let open = () => undefined;
const opened = new Promise((resolve) => {
  open = resolve;
});
app.whenReady = () => opened;
globalThis.__playwright_run = async () => {
  await ready;
  open();
};
