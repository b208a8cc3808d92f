import type { Clock } from '../../shared/clock';

/** A traveller's terminals are right a minute after the computer is. */
const FRESH_MS = 60_000;

/**
 * Tells the time zone of this computer, an IANA name, and asks the system at most once a minute: each time costs 8 KiB
 * of native memory that the allocator does not give back (measured over hundreds of sessions, Node 20).
 *
 * @param read default: what the system says
 */
export function recentTimeZone(clock: Clock, read: () => string = systemTimeZone): () => string {
  let known: { name: string; readAt: number } | null = null;
  return () => {
    const now = clock.now();
    if (known === null || now - known.readAt >= FRESH_MS) known = { name: read(), readAt: now };
    return known.name;
  };
}

function systemTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
