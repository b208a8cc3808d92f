import { app, BrowserWindow, ipcMain, protocol, screen } from 'electron';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createWindowOptions } from '../../../../src/main/windows/window-options';
import { machineNow } from '../../harness/machine-clock';
import {
  ANSWER_MARK,
  CLOCK_CHANNEL,
  type HostContestant,
  type HostRequest,
  type OpenRequest,
  type PageSession,
} from './wire';
import { createLiteBackend } from './lite-backend';
import { createPestleBackend } from './pestle-backend';
import { createSocketBackend } from './socket-backend';

/** What connects a contestant's main process to engines. */
export type Backend = {
  /** Makes a session; `show` is to be called once the page can be told of it. */
  open(request: OpenRequest, show: (session: PageSession) => Promise<number>): Promise<number>;
};

/** Only an isolated page has a clock that is finer than a tenth of a millisecond. */
const ISOLATION = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};
const PAGE_ORIGIN = 'bench://host';
const WIDTH = 1180;
const HEIGHT = 820;

protocol.registerSchemesAsPrivileged([
  { scheme: 'bench', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);

function servePage(): void {
  protocol.handle('bench', async ({ url }) => {
    const name = new URL(url).pathname.slice(1);
    const body = await readFile(join(__dirname, 'page', name === '' ? 'index.html' : name));
    return new Response(body, { headers: { 'content-type': contentTypeOf(name), ...ISOLATION } });
  });
}

function contentTypeOf(name: string): string {
  return name.endsWith('.js') ? 'text/javascript' : 'text/html';
}

async function openWindow(): Promise<BrowserWindow> {
  const options = createWindowOptions({
    place: { width: WIDTH, height: HEIGHT },
    preloadPath: join(__dirname, 'preload.js'),
    iconPath: null,
    isDark: false,
    zoom: 1,
    hasDevTools: true,
  });
  const window = new BrowserWindow({ ...options, show: true });
  window.setBounds({ ...screen.getPrimaryDisplay().workArea, width: WIDTH, height: HEIGHT });
  await window.loadURL(`${PAGE_ORIGIN}/`);
  window.focus();
  window.webContents.focus();
  // A window without a window manager has no focus, and the stock display draws another way in a page that has none.
  window.webContents.debugger.attach();
  await window.webContents.debugger.sendCommand('Emulation.setFocusEmulationEnabled', { enabled: true });
  return window;
}

async function start(contestant: HostContestant): Promise<void> {
  await app.whenReady();
  servePage();
  ipcMain.on(CLOCK_CHANNEL, (event) => (event.returnValue = machineNow()));
  const window = await openWindow();
  const contents = window.webContents;
  const callPage = (name: string, args: readonly unknown[]): Promise<unknown> =>
    contents.executeJavaScript(`bench.${name}(...${JSON.stringify(args)})`);
  const backend = backendOf(contestant, contents);
  const answer = async ({ name, value }: HostRequest): Promise<unknown> => {
    switch (name) {
      case 'open':
        return backend.open(
          value as OpenRequest,
          (session) => callPage('show', [session]) as Promise<number>,
        );
      case 'page': {
        const call = value as { name: string; args: unknown[] };
        return callPage(call.name, call.args);
      }
      case 'pids':
        return { main: process.pid, page: contents.getOSProcessId() };
    }
  };
  createInterface({ input: process.stdin })
    .on('line', (line) => void reply(JSON.parse(line) as HostRequest, answer))
    .on('close', () => app.exit(0));
  tell({ id: 0 });
}

function backendOf(contestant: HostContestant, contents: Electron.WebContents): Backend {
  if (contestant === 'pestle') return createPestleBackend(contents, PAGE_ORIGIN);
  return contestant === 'guacamole-lite' ? createLiteBackend() : createSocketBackend();
}

async function reply(
  request: HostRequest,
  answer: (request: HostRequest) => Promise<unknown>,
): Promise<void> {
  try {
    tell({ id: request.id, value: await answer(request) });
  } catch (error) {
    tell({ id: request.id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

function tell(answer: object): void {
  process.stdout.write(`${ANSWER_MARK}${JSON.stringify(answer)}\n`);
}

const contestant = app.commandLine.getSwitchValue('bench-contestant') as HostContestant;
start(contestant).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  app.exit(1);
});
