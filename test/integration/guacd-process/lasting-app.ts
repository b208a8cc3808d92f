import { GuardedProcess } from '../../../src/main/guacd-process/guarded-process';
import { systemClock } from '../../../src/shared/clock';

/** A small app that runs a lasting shell script, `<folder> <script>`, and writes what that writes. */
const [, , folder = '', script = ''] = process.argv;
const command = { file: '/bin/sh', args: ['-c', script], env: process.env, folder, isLasting: true };
const run = new GuardedProcess({
  command,
  clock: systemClock,
  platform: 'linux',
  onLine: (text) => process.stdout.write(`${text}\n`),
});
void run.gone.then(() => process.exit());
