import { useEffect, useState } from 'react';

/** Long enough to notice that something came up, short enough not to be waited for. */
const ARM_AFTER_MS = 500;

/** Whether a question has been on the screen for half a second. A new key begins anew. */
export function useArmed(key: string | null): boolean {
  const [armed, setArmed] = useState<string | null>(null);
  useEffect(() => {
    if (key === null) return;
    const timer = setTimeout(() => setArmed(key), ARM_AFTER_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return key !== null && armed === key;
}
