import { useEffect, useSyncExternalStore, type ComponentType } from 'react';
import { showError } from './toasts-store';

/** A component whose code is read when it is first needed, or when `preload` asks for it. */
export type Deferred<P> = ComponentType<P> & {
  /** Reads the code. Rejects when that is not possible; the next call tries again. */
  preload: () => Promise<void>;
};

/**
 * Keeps the code of a component out of what the first picture of the window needs. Until it is there the component
 * shows nothing; afterwards it is rendered at once, like any other.
 *
 * @param load imports the component
 */
export function deferred<P extends object>(load: () => Promise<ComponentType<P>>): Deferred<P> {
  const listeners = new Set<() => void>();
  let loaded: ComponentType<P> | null = null;
  let loading: Promise<void> | null = null;

  const finish = async (): Promise<void> => {
    try {
      loaded = await load();
    } finally {
      loading = null;
    }
    for (const listener of listeners) listener();
  };
  const preload = (): Promise<void> => (loaded === null ? (loading ??= finish()) : Promise.resolve());
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };

  function DeferredView(props: P) {
    const View = useSyncExternalStore(subscribe, () => loaded);
    useEffect(() => void preload().catch(showError), []);
    return View === null ? null : <View {...props} />;
  }
  return Object.assign(DeferredView, { preload });
}
