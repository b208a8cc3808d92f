import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * What this process and those that it starts leave behind for others to read. To be called before anything is written.
 *
 * - Files and folders are made for this user only, Chromium's own included.
 * - A core dump holds no memory, since passwords pass through it (Linux; core(5), inherited by children and kept when
 *   they run a program). A limit on the size of core files would not do: the kernel does not apply it when it hands
 *   the core to a program, as most distributions let it. macOS and Windows write no core unless they are set up to.
 */
export function hardenProcess(): void {
  process.umask(0o077);
  if (process.platform === 'linux') leaveMemoryOutOfCores(process.pid);
}

/**
 * The same for the cores of everything below this process. Chromium's zygotes, from which pages are made, were there
 * before {@link hardenProcess} and inherited nothing of it. Takes about a millisecond.
 */
export function hardenDescendants(): void {
  if (process.platform !== 'linux') return;
  const family = [process.pid];
  // The list grows while it is walked: children follow their parents.
  for (const pid of family) family.push(...childrenOf(pid));
  for (const pid of family) leaveMemoryOutOfCores(pid);
}

function leaveMemoryOutOfCores(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/coredump_filter`, '0');
  } catch {
    // It has ended, or lets nobody look into it and so writes no core at all.
  }
}

/** Children belong to the thread that made them (proc(5)). */
function childrenOf(pid: number): number[] {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const lists = threads.map((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8'));
    return lists.join(' ').split(/\s+/).filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
