import { Engine } from '../../../src/main/guacd-process/engine';

/** A small app around an engine: `<guacd> <home folder> <platform>`. It writes each phase and stays. */
const [, , path = '', homeFolder = '', platform = ''] = process.argv;

const engine = new Engine({
  choice: { kind: 'binary', path },
  homeFolder,
  env: process.env,
  platform: platform === 'darwin' ? 'darwin' : 'linux',
});
engine.onChanged(({ phase }) => process.stdout.write(`${phase}\n`));
void engine.start();
setInterval(() => undefined, 60_000);
