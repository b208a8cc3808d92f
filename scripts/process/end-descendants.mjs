import { endTree } from './end-tree.mjs';
import { readProcessTable } from './process-table.mjs';

/** Ends everything that this process has started and that still runs. */
export async function endDescendants() {
  const children = (await readProcessTable()).filter((entry) => entry.parent === process.pid);
  await Promise.all(children.map((child) => endTree(child.pid, { graceMs: 5_000 })));
}

/** Makes an interrupted program take everything it started along. */
export function endDescendantsOnSignals() {
  for (const [signal, code] of /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])) {
    process.once(signal, () => {
      // Set at once: what fails from here on fails because its helpers are being ended.
      process.exitCode = code;
      void endDescendants().finally(() => process.exit(code));
    });
  }
}
