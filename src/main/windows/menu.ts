import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { EventValue } from '../../shared/ipc/events';

type Command = EventValue<'command.run'>['command'];

/**
 * Sets the menu of the app. macOS has a whole one, since copying and quitting work through it there. On Linux and
 * Windows there is none: its mnemonics and shortcuts, such as Alt and Ctrl+W, belong to the remote computer.
 *
 * @param run asks the page to run one of its commands
 */
export function setApplicationMenu(platform: string, run: (command: Command) => void): void {
  Menu.setApplicationMenu(platform === 'darwin' ? Menu.buildFromTemplate(createMacMenu(run)) : null);
}

/** Roles are the system's own items; the others are commands of the page with the same shortcuts as there. */
function createMacMenu(run: (command: Command) => void): MenuItemConstructorOptions[] {
  const item = (label: string, command: Command, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => run(command),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  return [
    {
      role: 'appMenu',
      submenu: [
        { role: 'about' },
        { type: 'separator' },
        item('Settings…', 'page.settings', 'Cmd+,'),
        { type: 'separator' },
        { role: 'services' },
        { type: 'separator' },
        { role: 'hide' },
        { role: 'hideOthers' },
        { role: 'unhide' },
        { type: 'separator' },
        { role: 'quit' },
      ],
    },
    {
      label: 'File',
      submenu: [item('New Connection', 'connection.new', 'Cmd+N'), item('Close Tab', 'tab.close', 'Cmd+W')],
    },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        item('Connections', 'page.connections'),
        item('Engine', 'page.engine'),
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    {
      role: 'windowMenu',
      submenu: [
        { role: 'minimize' },
        { role: 'zoom' },
        { type: 'separator' },
        item('Next Tab', 'tab.next', 'Ctrl+Tab'),
        item('Previous Tab', 'tab.previous', 'Ctrl+Shift+Tab'),
        { type: 'separator' },
        { role: 'front' },
      ],
    },
    { role: 'help', submenu: [item('Pestle Help', 'page.help')] },
  ];
}
