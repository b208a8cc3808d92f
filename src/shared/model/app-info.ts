import * as v from 'valibot';

/** What the About panel shows. */
export const appInfoSchema = v.strictObject({
  version: v.string(),
  electron: v.string(),
  chromium: v.string(),
  node: v.string(),
  platform: v.picklist(['linux', 'darwin', 'win32']),
  /** This Electron is an old build that is good for tests only. */
  isTestRuntime: v.boolean(),
  /** Where secrets go: the system keyring, or memory until the app ends. */
  secretStorage: v.picklist(['keyring', 'memory']),
});
export type AppInfo = v.InferOutput<typeof appInfoSchema>;
