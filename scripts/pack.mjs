import { knownWords } from './known-words.mjs';
import { inRepository } from './paths.mjs';
import { packApp, preparePacking } from './package/pack-app.mjs';
import { ensureNodePackages } from './setup/node-packages.mjs';
import { runMain, say } from './terminal.mjs';

const options = ['--testable', '--release'];

/**
 * `npm run pack [-- --testable] [-- --release]`: the unpacked app of this system, in dist/. With --testable it goes to
 * dist/testable and can be driven by Playwright; it is otherwise the same. With --release only the official Electron
 * is good enough.
 */
async function main() {
  const words = knownWords(process.argv.slice(2), options);
  await ensureNodePackages();
  const automation = words.includes('--testable');
  const base = await preparePacking({ release: words.includes('--release') });
  const output = automation ? inRepository('dist', 'testable') : inRepository('dist');
  await packApp(base, { targets: ['dir'], flavour: 'full', output, automation });
  say(`packed ${base.version} into ${output}`);
}

await runMain(main);
