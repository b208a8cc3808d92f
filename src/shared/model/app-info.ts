import * as v from 'valibot';

/** Most bytes of the licence notices of a package, which are shown as a whole. */
export const MAX_NOTICES_BYTES = 1_048_576;

/** What About shows of the app itself. */
export const appInfoSchema = v.strictObject({
  version: v.string(),
  electron: v.string(),
  chromium: v.string(),
  node: v.string(),
  platform: v.picklist(['linux', 'darwin', 'win32']),
  /** As the system tells it: the kernel's on Linux. */
  systemVersion: v.string(),
  /** Of the processor Pestle was built for, for instance `x64`. */
  arch: v.string(),
  /** This Electron is an old build that is good for tests only. */
  isTestRuntime: v.boolean(),
  /** Where secrets go: the system keyring, or memory until the app ends. */
  secretStorage: v.picklist(['keyring', 'memory']),
});
export type AppInfo = v.InferOutput<typeof appInfoSchema>;
