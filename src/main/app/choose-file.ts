import { app, type BrowserWindow, dialog, type OpenDialogOptions } from 'electron';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FilePurpose } from '../ipc/handlers/files';

/**
 * Lets the user pick a file in the system's dialog.
 *
 * @returns its path, or null when the user cancelled
 */
export async function chooseFile(
  window: BrowserWindow | undefined,
  purpose: FilePurpose,
): Promise<string | null> {
  const options = createOptions(purpose);
  const { canceled, filePaths } =
    window === undefined
      ? await dialog.showOpenDialog(options)
      : await dialog.showOpenDialog(window, options);
  return canceled ? null : (filePaths[0] ?? null);
}

/** Always with a folder to start in: what Electron takes without one differs between its versions. */
function createOptions(purpose: FilePurpose): OpenDialogOptions {
  const home = app.getPath('home');
  const everything = { name: 'All files', extensions: ['*'] };
  switch (purpose) {
    case 'private-key':
      return {
        title: 'Choose a private key',
        defaultPath: firstFolder([join(home, '.ssh'), home]),
        properties: ['openFile', 'showHiddenFiles'],
      };
    case 'certificate':
      return {
        title: 'Choose a certificate',
        defaultPath: home,
        properties: ['openFile'],
        filters: [{ name: 'Certificates', extensions: ['pem', 'crt', 'cer'] }, everything],
      };
    case 'rdp':
      return {
        title: 'Open an .rdp file',
        defaultPath: home,
        properties: ['openFile'],
        filters: [{ name: 'Remote desktop files', extensions: ['rdp', 'RDP'] }, everything],
      };
    case 'engine':
      return {
        title: 'Choose the guacd program',
        defaultPath: firstFolder(['/usr/local/sbin', '/usr/sbin', home]),
        properties: ['openFile'],
      };
  }
}

const firstFolder = (folders: readonly string[]): string =>
  folders.find((folder) => existsSync(folder)) ?? '/';
