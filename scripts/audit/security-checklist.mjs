/**
 * One item of Electron's security checklist (docs/tutorial/security.md of Electron) and what we decided.
 * @typedef {object} ChecklistItem
 * @property {string} item What Electron asks for.
 * @property {string} decision What this app does.
 * @property {readonly string[]} tests Those that show it on the built app or, where there is nothing to see in it, on
 *   its sources: file in `test`, a colon, the sentence of the test. A unit test checks that there are such tests.
 */

/** All items, by number. SECURITY.md shows them. @type {readonly ChecklistItem[]} */
export const securityChecklist = [
  {
    item: 'Only load secure content',
    decision: 'Nothing remote at all: the page is in the package and comes from `app://pestle`',
    tests: [
      'e2e/hardening.spec.ts: has loaded nothing but our own files, and pictures that it made itself',
      'e2e/shell.spec.ts: reach the network or run code that is not in the build',
    ],
  },
  {
    item: 'No Node.js integration for remote content',
    decision: 'Off for pages, frames and workers, though no content is remote',
    tests: [
      'e2e/shell.spec.ts: gives the page the bridge and nothing of Electron or Node',
      'e2e/hardening.spec.ts: has every preference that the checklist asks for, and no Blink feature switched on',
    ],
  },
  {
    item: 'Context isolation',
    decision: 'On',
    tests: [
      'e2e/shell.spec.ts: runs its page in a locked-down renderer',
      'e2e/shell.spec.ts: gives the page the bridge and nothing of Electron or Node',
    ],
  },
  {
    item: 'Process sandboxing',
    decision: 'On for every process; the preload script needs no module of Node',
    tests: [
      'e2e/shell.spec.ts: runs its page in a locked-down renderer',
      'e2e/hardening.spec.ts: comes with a preload script that cannot load modules of Node',
      "package/fused.test.ts: runs its page in Chromium's sandbox for an ordinary user",
    ],
  },
  {
    item: 'Handle permission requests',
    decision: 'All are denied but writing plain text to the clipboard, for the main frame of our page',
    tests: [
      'e2e/shell.spec.ts: get permissions, devices or downloads',
      'unit/main/app/page-rules.test.ts: grants our page to copy text',
    ],
  },
  {
    item: 'Do not disable webSecurity',
    decision: 'On',
    tests: [
      'e2e/hardening.spec.ts: has every preference that the checklist asks for, and no Blink feature switched on',
    ],
  },
  {
    item: 'Content Security Policy',
    decision:
      "`default-src 'none'`, then only what the page needs; no inline script, no eval, Trusted Types required and none allowed",
    tests: [
      'e2e/shell.spec.ts: reach the network or run code that is not in the build',
      'unit/main/app/content-security-policy.test.ts: allows what the page needs and nothing else',
    ],
  },
  {
    item: 'Do not allow insecure content',
    decision: 'Off',
    tests: [
      'e2e/hardening.spec.ts: has every preference that the checklist asks for, and no Blink feature switched on',
    ],
  },
  {
    item: 'No experimental features',
    decision: 'Off',
    tests: [
      'e2e/hardening.spec.ts: has every preference that the checklist asks for, and no Blink feature switched on',
    ],
  },
  {
    item: 'No enableBlinkFeatures',
    decision: 'None',
    tests: [
      'e2e/hardening.spec.ts: has every preference that the checklist asks for, and no Blink feature switched on',
      'unit/main/windows/window-options.test.ts: holds every setting of the security checklist',
    ],
  },
  {
    item: 'WebViews: no pop-ups',
    decision: 'There are no webviews',
    tests: ['e2e/hardening.spec.ts: cannot make a webview'],
  },
  {
    item: 'WebViews: verify options',
    decision: 'There are no webviews; one that were attached all the same is prevented',
    tests: ['e2e/hardening.spec.ts: cannot make a webview'],
  },
  {
    item: 'Limit navigation',
    decision: 'The page may load itself anew and nothing else, in frames nothing at all',
    tests: [
      'e2e/shell.spec.ts: open windows, frames or other pages',
      'unit/main/app/page-rules.test.ts: does not let another page stay',
    ],
  },
  {
    item: 'Limit new windows',
    decision: 'None can be opened',
    tests: ['e2e/shell.spec.ts: open windows, frames or other pages'],
  },
  {
    item: 'No shell.openExternal with untrusted content',
    decision: 'Never called: nothing that a session says can become a link',
    tests: ['unit/security.test.ts: hands nothing to other programs of the system'],
  },
  {
    item: 'A current version of Electron',
    decision: 'At least 43.5.0 and none with holes known to concern us, checked by `npm run check`',
    tests: [
      'unit/scripts/audit/electron-floor.test.ts: refuses versions with holes that concern this app',
      'unit/release.test.ts: names no Electron but the one in package.json',
    ],
  },
  {
    item: 'Validate the sender of all IPC messages',
    decision: 'Only the main frame of our own window, by exact origin',
    tests: [
      'e2e/shell.spec.ts: C6: lend main to a window that is not ours, or to a channel that is none',
      'unit/main/ipc/sender-guard.test.ts: trusts the main frame of our own window',
    ],
  },
  {
    item: 'Avoid file://, prefer custom protocols',
    decision: 'Our own scheme, which serves a list of files made when the app starts',
    tests: ['e2e/shell.spec.ts: read files that are not in its build'],
  },
  {
    item: 'Change fuses',
    decision: 'Each is decided, see below',
    tests: [
      'package/fused.test.ts: has every fuse that is decided, and no other',
      'package/fused.test.ts: does not run scripts in the place of the app',
    ],
  },
  {
    item: 'Do not expose Electron APIs to untrusted content',
    decision: 'The bridge is made of the contract; no event object and no function of Electron crosses it',
    tests: ['e2e/shell.spec.ts: gives the page the bridge and nothing of Electron or Node'],
  },
];
