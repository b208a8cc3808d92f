import { app } from 'electron';
import { homedir } from 'node:os';
import { AppError } from '../../shared/errors';
import { createDesktopLinkHandler, desktopFolders } from '../link-handling/desktop-link-handler';
import type { LinkHandler } from '../link-handling/link-handler';
import { createProtocolClientHandler } from '../link-handling/protocol-client-handler';

/** The way to tell this system which links open in Pestle. Of a development run it is told nothing. */
export function createLinkHandler(): LinkHandler {
  if (!app.isPackaged) {
    return {
      state: () => ({ schemes: [], obstacle: 'development' }),
      set: () => {
        throw new AppError('LINKS_NOT_SET');
      },
    };
  }
  return process.platform === 'linux'
    ? createDesktopLinkHandler(desktopFolders(process.env, homedir()))
    : createProtocolClientHandler(app, process.execPath);
}
