import { Engine } from '../../../src/main/guacd-process/engine';
import { SANDBOXES } from '../../../src/main/guacd-process/sandbox-command';

/**
 * A small app around an engine: `<guacd> <home folder> <platform>`, or `<folder> <home folder> <isolation>` with an
 * included engine. It writes each phase and stays.
 */
const [, , path = '', homeFolder = '', kind = ''] = process.argv;
const sandboxes = SANDBOXES.filter(({ isolation }) => isolation === kind);
const isIncluded = sandboxes.length > 0;

const engine = new Engine({
  choice: isIncluded ? { kind: 'included' } : { kind: 'binary', path },
  ...(isIncluded ? { includedFolder: path, sandboxes } : {}),
  homeFolder,
  env: process.env,
  platform: kind === 'darwin' ? 'darwin' : 'linux',
});
engine.onChanged(({ phase }) => process.stdout.write(`${phase}\n`));
void engine.start();
setInterval(() => undefined, 60_000);
