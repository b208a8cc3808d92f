/**
 * Waits until `probe` gives something other than undefined, null or false, and returns it. For what tells nobody
 * that it happened; where there is an event, await that instead.
 *
 * @param what completes the sentence "waited too long for …"
 */
export async function waitFor<T>(
  what: string,
  probe: () => T | undefined | null | false,
  { deadlineMs = 5_000 }: { deadlineMs?: number } = {},
): Promise<T> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    const value = probe();
    if (value !== undefined && value !== null && value !== false) return value;
    if (performance.now() > end) throw new Error(`waited too long for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
