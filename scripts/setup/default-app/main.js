'use strict';
// What `electron <folder>` runs first: it finds the app of that folder and hands over to it. Official builds
// bring such an app; the test runtime does not. Understands what Electron's own understands and tools use:
//   electron [-r module]... [--version | --abi] [--switches] folder [arguments]
const { existsSync, readFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { app } = require('electron');

/** @param {string[]} words */
function parseCommandLine(words) {
  /** @type {string[]} */
  const preloads = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '-v' || word === '--version') return { answer: `v${process.versions.electron}`, preloads };
    if (word === '-a' || word === '--abi') return { answer: process.versions.modules, preloads };
    if (word === '-r' || word === '--require') {
      index += 1;
      preloads.push(words[index] ?? '');
    } else if (!word.startsWith('-')) {
      return { folder: path.resolve(word), preloads };
    }
  }
  return { preloads };
}

/**
 * Calls one of the setters that Electron keeps for its default app and leaves out of its type file.
 * @param {'setVersion' | 'setDesktopName' | 'setAppPath'} setter
 * @param {string} value
 */
const set = (setter, value) => Reflect.apply(Reflect.get(app, setter), app, [value]);

/** @param {string} folder */
function introduce(folder) {
  const file = path.join(folder, 'package.json');
  if (!existsSync(file)) return;
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  set('setVersion', manifest.version ?? '0.0.0');
  app.name = manifest.productName ?? manifest.name;
  if (typeof manifest.desktopName === 'string') set('setDesktopName', manifest.desktopName);
  set('setAppPath', folder);
}

const { answer, folder, preloads } = parseCommandLine(process.argv.slice(1));
if (answer !== undefined) {
  console.log(answer);
  process.exit(0);
}
if (folder === undefined) {
  console.error('usage: electron [-r module] folder [arguments]');
  process.exit(1);
}
// A loader (Playwright's, for one) given by -r runs before the app, as it would in Node.
for (const preload of preloads) Module.createRequire(path.join(process.cwd(), 'x.js'))(preload);
Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });
try {
  introduce(folder);
  Reflect.apply(Reflect.get(Module, '_load'), Module, [folder, module, true]);
} catch (error) {
  console.error(`The app in ${folder} could not be loaded:`, error);
  process.exit(1);
}
