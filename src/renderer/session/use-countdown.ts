import { useEffect, useState } from 'react';

const secondsUntil = (at: number) => Math.max(0, Math.ceil((at - Date.now()) / 1000));

/** Whole seconds that are left until a wall-clock time in milliseconds, kept up to date; null when there is none. */
export function useCountdown(at: number | null): number | null {
  const [reading, setReading] = useState({ at, seconds: at === null ? null : secondsUntil(at) });
  useEffect(() => {
    const read = () => setReading({ at, seconds: at === null ? null : secondsUntil(at) });
    read();
    if (at === null) return;
    const timer = setInterval(read, 250);
    return () => clearInterval(timer);
  }, [at]);
  return reading.at === at ? reading.seconds : null;
}
