import { clipboard } from 'electron';
import type { SystemClipboard } from './clipboard-sync';

/** The clipboard through Electron. Its methods return promises since Electron 44 and plain values before. */
export const systemClipboard: SystemClipboard = {
  readText: async () => await clipboard.readText(),
  writeText: async (text) => {
    await clipboard.writeText(text);
  },
};
