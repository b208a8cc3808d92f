'use strict';
// Loaded by Electron before an app (`electron -r launch-probe.cjs …`): tells when its first window can be used, and
// runs what PESTLE_BENCH_THEN says in its page, telling when that has come true. Times are of the machine's
// monotonic clock, in milliseconds.
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

tell('loaded');
app.once('ready', () => tell('ready'));
app.once('browser-window-created', (_event, window) => {
  tell('window');
  const contents = window.webContents;
  contents.once('dom-ready', async () => {
    try {
      await contents.executeJavaScript(shown(process.env.PESTLE_BENCH_SHOWN ?? 'body'));
      tell('usable');
      const then = process.env.PESTLE_BENCH_THEN;
      if (then === undefined) return;
      await contents.executeJavaScript(then);
      tell('then');
    } catch (error) {
      process.stdout.write(`bench-failure ${String(error)}\n`);
    }
  });
});
