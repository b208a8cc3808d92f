import { useEffect, useState } from 'react';

/**
 * True once `isOn` has been true for `delayMs` without a break; false as soon as it is not. For what should only
 * show when something takes long.
 */
export function useDelayed(isOn: boolean, delayMs: number): boolean {
  const [hasPassed, setPassed] = useState(false);
  useEffect(() => {
    if (!isOn) return;
    const timer = setTimeout(() => setPassed(true), delayMs);
    return () => {
      clearTimeout(timer);
      setPassed(false);
    };
  }, [isOn, delayMs]);
  return isOn && hasPassed;
}
