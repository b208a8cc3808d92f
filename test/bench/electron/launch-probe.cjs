'use strict';
// Loaded by Electron before an app (`electron -r launch-probe.cjs …`): tells when its first window can be used, and
// then runs PESTLE_BENCH_READY in its page, presses Enter on what has the focus and tells when PESTLE_BENCH_PICTURE is
// there. Times are of the machine's monotonic clock, in milliseconds.
const { app } = require('electron');

const tell = (/** @type {string} */ what) =>
  process.stdout.write(`bench-moment ${what} ${Number(process.hrtime.bigint()) / 1e6}\n`);

/** Resolves in the page once an element is there and a picture with it was made. */
const shown = (/** @type {string} */ selector) => `new Promise((resolve) => {
  const look = () => document.querySelector(${JSON.stringify(selector)})
    ? requestAnimationFrame(() => setTimeout(resolve))
    : setTimeout(look, 1);
  look();
})`;

/** Resolves in the page once an element is there. */
const appears = (/** @type {string} */ selector) => `new Promise((resolve) => {
  const look = () => document.querySelector(${JSON.stringify(selector)}) ? resolve() : setTimeout(look, 1);
  look();
})`;

tell('loaded');
app.once('ready', () => tell('ready'));
app.once('browser-window-created', (_event, window) => {
  tell('window');
  const contents = window.webContents;
  contents.once('dom-ready', async () => {
    try {
      await contents.executeJavaScript(shown(process.env.PESTLE_BENCH_SHOWN ?? 'body'));
      tell('usable');
      const { PESTLE_BENCH_READY: ready, PESTLE_BENCH_PICTURE: picture } = process.env;
      if (ready === undefined || picture === undefined) return;
      await contents.executeJavaScript(ready);
      tell('Enter');
      for (const type of /** @type {const} */ (['keyDown', 'char', 'keyUp']))
        contents.sendInputEvent({ type, keyCode: 'Return' });
      await contents.executeJavaScript(appears(picture));
      tell('picture');
    } catch (error) {
      process.stdout.write(`bench-failure ${String(error)}\n`);
    }
  });
});
