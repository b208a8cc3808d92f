import { useEffect, type RefObject } from 'react';

const listeners = new Set<() => void>();

/** Puts the focus in the search box of the list, if the list is shown. */
export function focusSearch(): void {
  for (const listener of listeners) listener();
}

/** Lets {@link focusSearch} reach a search box, and focuses it when it appears. */
export function useSearchFocus(input: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const focus = () => {
      input.current?.focus();
      input.current?.select();
    };
    listeners.add(focus);
    if (document.activeElement === document.body) focus();
    return () => {
      listeners.delete(focus);
    };
  }, [input]);
}
