import { app } from 'electron';
import { url as inspectorUrl } from 'node:inspector';

/** Switches of Chromium by which other programs of this computer could drive the page. No fuse is for them. */
const SWITCHES = ['remote-debugging-port', 'remote-debugging-pipe'] as const;

/**
 * Takes from an installed app what opens it to debuggers. To be called before Electron is ready: it looks at the
 * switches then. The twin that is packed for automation is told by the debugger that its fuse let in.
 */
export function refuseDebuggers(): void {
  if (!app.isPackaged || inspectorUrl() !== undefined) return;
  for (const name of SWITCHES) app.commandLine.removeSwitch(name);
}
