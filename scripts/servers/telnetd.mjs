import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../process/find-program.mjs';
import { SetupError } from '../terminal.mjs';
import { loopback } from './description.mjs';

/** @typedef {import('./service.mjs').ServerHost} ServerHost */

/**
 * A real telnet server that asks for a login, behind an inetd.
 * @param {ServerHost} host
 * @param {number} port
 */
export async function startTelnetd({ folder, launch }, port) {
  const telnetd = findProgram('telnetd');
  if (telnetd === undefined) throw new SetupError('There is no telnetd on this computer.');
  const path = join(folder, 'inetd.conf');
  writeFileSync(path, `${loopback}:${port} stream tcp nowait root ${telnetd} telnetd -h\n`);
  // -R: by default inetd closes a service for ten minutes after 256 connections in one.
  await launch({ name: 'telnet', program: 'inetd', args: ['-i', '-R', '10000', path] }).listening(port);
}
