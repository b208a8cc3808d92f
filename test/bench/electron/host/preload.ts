import { contextBridge, ipcRenderer } from 'electron';
import { createBridge } from '../../../../src/preload/create-bridge';
import { CLOCK_CHANNEL } from './wire';

contextBridge.exposeInMainWorld('pestle', createBridge(ipcRenderer));
contextBridge.exposeInMainWorld('benchClock', {
  read: (): unknown => ipcRenderer.sendSync(CLOCK_CHANNEL),
});
