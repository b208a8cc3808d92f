import type { MenuItemConstructorOptions } from 'electron';
import type { AppCommand } from '../../shared/ipc/events';
import type { HostPlatform } from '../../shared/model/host-platform';
import { chordsOn } from '../../shared/model/key-bindings';

type Item = MenuItemConstructorOptions;

export type MenuInput = {
  platform: HostPlatform;
  isEnabled: (command: AppCommand) => boolean;
  /** Of items that carry a mark. */
  isChecked: (command: AppCommand) => boolean;
  /** Asks the page to run one of its commands. */
  run: (command: AppCommand) => void;
  /** Opens the folder of the logs in the file manager. */
  showLogs: () => void;
};

const separator: Item = { type: 'separator' };

/**
 * The whole menu of the app. On macOS it is the menu bar, elsewhere what the menu button of the window shows. A key is
 * shown where the app answers to it; which of them reach a remote computer instead, the key bindings decide.
 */
export function createMenuTemplate(input: MenuInput): Item[] {
  return input.platform === 'darwin' ? macMenu(input) : windowMenu(input);
}

function itemMaker({ platform, isEnabled, run }: MenuInput): (label: string, command: AppCommand) => Item {
  return (label, command) => {
    const [chord] = chordsOn(platform, command);
    return {
      id: command,
      label,
      enabled: isEnabled(command),
      click: () => run(command),
      ...(chord === undefined ? {} : { accelerator: chord, registerAccelerator: platform === 'darwin' }),
    };
  };
}

type Parts = Readonly<Record<'file' | 'view' | 'session' | 'tabs' | 'help', Item[]>>;

/** What is the same on every system. */
function commonParts(input: MenuInput): Parts {
  const item = itemMaker(input);
  return {
    file: [
      item('New Connection', 'connection.new'),
      item('Open .rdp File…', 'intents.open-file'),
      separator,
      item('Close Tab', 'tab.close'),
    ],
    view: [
      item('Connections', 'page.connections'),
      item('Engine', 'page.engine'),
      separator,
      item('Session Details', 'session.details'),
      separator,
      item('Actual Size', 'view.zoom-reset'),
      item('Zoom In', 'view.zoom-in'),
      item('Zoom Out', 'view.zoom-out'),
      separator,
    ],
    session: [
      item('Reconnect', 'session.reconnect'),
      item('Disconnect', 'session.disconnect'),
      separator,
      item('Send Ctrl+Alt+Del', 'session.ctrl-alt-del'),
      {
        ...item('View Only', 'session.read-only'),
        type: 'checkbox',
        checked: input.isChecked('session.read-only'),
      },
      separator,
      item('Edit Connection', 'session.edit'),
    ],
    tabs: [item('Next Tab', 'tab.next'), item('Previous Tab', 'tab.previous')],
    help: [
      item('Help and Keyboard', 'page.help'),
      { label: 'Show Log Folder', click: () => input.showLogs() },
    ],
  };
}

function macMenu(input: MenuInput): Item[] {
  const item = itemMaker(input);
  const { file, view, session, tabs, help } = commonParts(input);
  return [
    {
      role: 'appMenu',
      submenu: [
        item('About Pestle', 'help.about'),
        separator,
        item('Settings…', 'page.settings'),
        separator,
        { role: 'services' },
        separator,
        { role: 'hide' },
        { role: 'hideOthers' },
        { role: 'unhide' },
        separator,
        { role: 'quit' },
      ],
    },
    { label: 'File', submenu: file },
    { role: 'editMenu' },
    { label: 'View', submenu: [...view, { role: 'togglefullscreen' }] },
    { label: 'Session', submenu: session },
    {
      role: 'windowMenu',
      submenu: [{ role: 'minimize' }, { role: 'zoom' }, separator, ...tabs, separator, { role: 'front' }],
    },
    { role: 'help', submenu: help },
  ];
}

function windowMenu(input: MenuInput): Item[] {
  const item = itemMaker(input);
  const { file, view, session, tabs, help } = commonParts(input);
  return [
    {
      label: 'File',
      submenu: [
        ...file,
        separator,
        item('Settings…', 'page.settings'),
        separator,
        item(input.platform === 'win32' ? 'Exit' : 'Quit', 'app.quit'),
      ],
    },
    { role: 'editMenu' },
    { label: 'View', submenu: [...view, item('Full Screen', 'view.full-screen')] },
    { label: 'Session', submenu: session },
    { label: 'Window', submenu: [{ role: 'minimize' }, separator, ...tabs] },
    { label: 'Help', submenu: [...help, separator, item('About Pestle', 'help.about')] },
  ];
}
