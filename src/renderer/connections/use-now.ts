import { useEffect, useState } from 'react';
import { systemClock } from '../../shared/clock';

const MINUTE_MS = 60_000;

/** Wall-clock milliseconds, renewed each minute, for times that are told as "5 minutes ago". */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => systemClock.after(MINUTE_MS, () => setNow(Date.now())), [now]);
  return now;
}
