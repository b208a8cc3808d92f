/**
 * One switch inside Electron's binary.
 * @typedef {object} Fuse
 * @property {string} name As in `FuseV1Options` of Electron's own package for fuses.
 * @property {boolean} on What a release has.
 * @property {boolean} [onForAutomation] What the twin for automation has, where that differs.
 * @property {string} reason
 */

/**
 * Every fuse that Electron has, in the order of its wire, and what we decided. Packing fails when the binary has one
 * that is not listed here, so that a new one in a new Electron has to be decided first.
 * @satisfies {readonly Fuse[]}
 */
export const fuses = /** @type {const} */ ([
  { name: 'RunAsNode', on: false, reason: 'ELECTRON_RUN_AS_NODE would make the app a way to run any script' },
  {
    name: 'EnableCookieEncryption',
    on: true,
    reason: 'cookies, of which we set none, would lie readable on the disk',
  },
  {
    name: 'EnableNodeOptionsEnvironmentVariable',
    on: false,
    reason:
      'NODE_OPTIONS would load code into the app; NODE_EXTRA_CA_CERTS goes with it, trust is set per engine',
  },
  {
    name: 'EnableNodeCliInspectArguments',
    on: false,
    onForAutomation: true,
    reason: 'a debugger could read every secret; Playwright needs it, hence the twin that is never released',
  },
  {
    name: 'EnableEmbeddedAsarIntegrityValidation',
    on: true,
    reason: 'a changed app.asar is refused on macOS and Windows; Electron checks nothing on Linux',
  },
  {
    name: 'OnlyLoadAppFromAsar',
    on: true,
    reason: 'a folder `app` beside the archive would be run instead of it',
  },
  {
    name: 'LoadBrowserProcessSpecificV8Snapshot',
    on: false,
    reason: 'we make no snapshot of our own, and Electron would not start without it',
  },
  {
    name: 'GrantFileProtocolExtraPrivileges',
    on: false,
    reason: 'the page comes from our own scheme; file: pages need no rights',
  },
  { name: 'WasmTrapHandlers', on: true, reason: "Electron's default; nothing here runs WebAssembly" },
]);

/**
 * What is set in a binary.
 * @param {readonly Pick<Fuse, 'name' | 'on' | 'onForAutomation'>[]} table
 * @param {{ automation: boolean, wireLength: number, isTestRuntime: boolean }} options An old test runtime has fewer
 *   fuses; a release has to have exactly those of the table.
 * @returns {boolean[]} By position in the wire.
 * @throws {Error} when table and binary differ.
 */
export function fuseSettings(table, { automation, wireLength, isTestRuntime }) {
  if (wireLength > table.length)
    throw new Error(`This Electron has ${wireLength} fuses, of which ${table.length} are decided.`);
  if (wireLength < table.length && !isTestRuntime)
    throw new Error(`This Electron has only ${wireLength} of the ${table.length} fuses that are decided.`);
  return table
    .slice(0, wireLength)
    .map(({ on, onForAutomation = on }) => (automation ? onForAutomation : on));
}
