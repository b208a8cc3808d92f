const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const inWords = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const sameYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const otherYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/**
 * How long ago something was, in a few words: "just now", "5 minutes ago", "yesterday", "3 Mar".
 * @param at wall-clock milliseconds; a time in the future counts as now
 * @param now wall-clock milliseconds
 */
export function relativeTime(at: number, now: number): string {
  const age = now - at;
  if (age < MINUTE_MS) return 'just now';
  if (age < HOUR_MS) return inWords.format(-Math.floor(age / MINUTE_MS), 'minute');
  const days = calendarDays(at, now);
  if (days === 0 || age < 6 * HOUR_MS) return inWords.format(-Math.floor(age / HOUR_MS), 'hour');
  if (days < 7) return inWords.format(-days, 'day');
  const isSameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (isSameYear ? sameYear : otherYear).format(at);
}

function calendarDays(from: number, to: number): number {
  const midnight = (time: number) => new Date(time).setHours(0, 0, 0, 0);
  return Math.round((midnight(to) - midnight(from)) / DAY_MS);
}
