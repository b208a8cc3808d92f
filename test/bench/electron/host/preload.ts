import { contextBridge, ipcRenderer, webFrame } from 'electron';
import { createBridge } from '../../../../src/preload/create-bridge';
import { CLOCK_CHANNEL } from './wire';

contextBridge.exposeInMainWorld('pestle', createBridge(ipcRenderer));
contextBridge.exposeInMainWorld('benchTools', {
  readClock: (): unknown => ipcRenderer.sendSync(CLOCK_CHANNEL),
  forgetImages: () => webFrame.clearCache(),
});
