import { SetupError, isMain, runMain } from '../terminal.mjs';
import { isRoot } from '../process/privilege.mjs';
import { ServerSet } from './server-set.mjs';

/** Resolves when whoever started this program no longer needs it: its standard input ended, or a signal came. */
function released() {
  return new Promise((resolve) => {
    process.stdin.once('end', resolve).once('error', resolve).resume();
    process.once('SIGTERM', resolve).once('SIGINT', resolve).once('SIGHUP', resolve);
  });
}

/**
 * Runs the servers for as long as its standard input stays open, so that they end with the program that wanted
 * them, however that ends. Writes one line of JSON, the description, once all of them listen. Needs root.
 */
async function main() {
  if (!isRoot()) throw new SetupError('Only root can run servers that log others in.');
  const done = released();
  const servers = new ServerSet();
  const description = await servers.start();
  try {
    process.stdout.write(`${JSON.stringify(description)}\n`);
    await done;
  } finally {
    await servers.dispose();
    process.stdin.destroy();
  }
}

if (isMain(import.meta)) await runMain(main);
