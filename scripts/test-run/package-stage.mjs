import { inRepository } from '../paths.mjs';
import { packageCommand } from '../process/npm.mjs';
import { run, runOrFail } from '../process/run.mjs';
import { runMain } from '../terminal.mjs';

const packDeadlineMs = 240_000;
const testDeadlineMs = 240_000;

/** The stage `package`: packs the app as it would be released, and tests what was packed. */
async function main() {
  await runOrFail(process.execPath, [inRepository('scripts', 'pack.mjs')], { deadlineMs: packDeadlineMs });
  const { command, args } = packageCommand('vitest');
  const words = [...args, 'run', '--project', 'package', ...process.argv.slice(2)];
  const { code } = await run(command, words, { deadlineMs: testDeadlineMs, show: true });
  return code ?? 1;
}

await runMain(main);
