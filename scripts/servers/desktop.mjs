import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../terminal.mjs';
import { loopback } from './description.mjs';

/** @typedef {import('./account.mjs').Account} Account */
/** @typedef {import('./service.mjs').ServerHost} ServerHost */

/** Colour of the bare desktop. */
export const desktopColour = '#30506f';
const size = '1024x768';

/**
 * What a desktop shows: a window manager with a tray, clocks that tick each second (so there is always a change to
 * draw), eyes that follow the mouse, and a terminal that has the keyboard. The programs are the window manager's
 * to start, so that it is there to place them.
 */
const windowManager = `<?xml version="1.0"?>
<JWM>
  <StartupCommand>xclock -update 1 -geometry 160x160-20+40</StartupCommand>
  <StartupCommand>xeyes -geometry 160x100-20+260</StartupCommand>
  <StartupCommand>xterm -xrm 'XTerm*selectToClipboard: true' -fa Monospace -fs 11 -geometry 80x24+20+40</StartupCommand>
  <Desktops width="1" height="1"><Background type="solid">${desktopColour}</Background></Desktops>
  <Tray x="0" y="-1" height="26"><TaskList maxwidth="200"/><Clock format="%H:%M:%S"/></Tray>
  <RootMenu onroot="123"><Program label="Terminal">xterm</Program></RootMenu>
  <FocusModel>click</FocusModel>
</JWM>
`;

/**
 * Writes the program that shows the desktop on the display it is started with.
 * @param {string} folder
 * @returns {string} Its path.
 */
export function writeDesktop(folder) {
  const configuration = join(folder, 'jwmrc');
  const path = join(folder, 'desktop.sh');
  writeFileSync(configuration, windowManager);
  writeFileSync(path, `#!/bin/sh\ncd\nexport LANG="\${LANG:-C.UTF-8}"\nexec jwm -f ${configuration}\n`);
  chmodSync(path, 0o755);
  return path;
}

/**
 * Writes a password in the form the VNC server reads.
 * @param {string} path
 * @param {string} password
 * @param {Account} account
 */
function writeVncPassword(path, password, account) {
  const { status, stdout } = spawnSync('vncpasswd', ['-f'], { input: `${password}\n`, timeout: 10_000 });
  if (status !== 0) throw new SetupError('vncpasswd failed.');
  writeFileSync(path, stdout, { mode: 0o600 });
  chownSync(path, account.uid, account.gid);
}

/**
 * A desktop of the account on a TigerVNC server.
 * @param {ServerHost} host
 * @param {Account} account
 * @param {number} port
 * @returns {Promise<{ display: string, vncPassword: string, program: string }>} `program` shows the same desktop on
 *   any other display.
 */
export async function startDesktop({ folder, launch }, account, port) {
  const vncPassword = account.password.slice(0, 8);
  const passwordPath = join(folder, 'vnc.passwd');
  writeVncPassword(passwordPath, vncPassword, account);
  mkdirSync('/tmp/.X11-unix', { recursive: true });
  chmodSync('/tmp/.X11-unix', 0o1777);
  const reach = ['-rfbport', String(port), '-interface', loopback, '-localhost', '-nolisten', 'tcp', '-ac'];
  // The list of clients that failed to log in too often would lock out the tests of wrong passwords.
  const security = [
    '-SecurityTypes',
    'VncAuth',
    '-PasswordFile',
    passwordPath,
    '-UseBlacklist=0',
    '-AlwaysShared',
  ];
  const picture = ['-geometry', size, '-depth', '24', '-desktop', 'test desktop'];
  const server = launch({
    name: 'vnc',
    program: 'Xtigervnc',
    // It takes the first free display itself and tells which: nothing else could without a race.
    args: ['-displayfd', '3', ...reach, ...security, ...picture],
    user: account,
    tellsOnFd3: true,
    env: { HOME: account.home },
  });
  await server.listening(port);
  const display = `:${await server.firstLine()}`;
  const env = { HOME: account.home, USER: account.name, SHELL: '/bin/bash', DISPLAY: display };
  const program = writeDesktop(folder);
  launch({ name: 'desktop', program, args: [], user: account, env });
  return { display, vncPassword, program };
}
