import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { readProcessTable, treeOf } from '../process/process-table.mjs';

/**
 * Memory of a family of processes in MiB: proportional set sizes, in which what several share is counted once.
 * @typedef {{ app: number, engine: number, processes: number }} Memory
 */

/** @param {number} pid @returns {{ name: string, pssKib: number } | undefined} Undefined when it has just ended. */
function readMemory(pid) {
  try {
    const name = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
    const pss = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
    return { name, pssKib: Number(pss ?? 0) };
  } catch {
    return undefined;
  }
}

/** @param {number} pid @returns {Promise<Memory>} */
async function readFamily(pid) {
  const family = treeOf(await readProcessTable(), pid).flatMap((entry) => readMemory(entry.pid) ?? []);
  const sum = (/** @type {readonly { pssKib: number }[]} */ list) =>
    list.reduce((total, { pssKib }) => total + pssKib, 0) / 1024;
  const engine = family.filter(({ name }) => name === 'guacd');
  const app = family.filter(({ name }) => name !== 'guacd');
  return { app: sum(app), engine: sum(engine), processes: family.length };
}

/** Samples that have to lie within this share of each other. */
const calm = 0.01;
const calmSamples = 5;

/**
 * The memory of a process and everything below it once it keeps still, or after half a minute.
 * @param {number} pid
 * @returns {Promise<Memory>}
 */
export async function settledMemory(pid) {
  const end = performance.now() + 30_000;
  /** @type {Memory[]} */
  const samples = [];
  for (;;) {
    samples.push(await readFamily(pid));
    const last = samples.slice(-calmSamples);
    const totals = last.map(({ app, engine }) => app + engine);
    const isCalm =
      last.length === calmSamples && Math.max(...totals) - Math.min(...totals) < calm * Math.max(...totals);
    const newest = last.at(-1);
    if (newest !== undefined && (isCalm || performance.now() > end)) return newest;
    await delay(1_000);
  }
}
