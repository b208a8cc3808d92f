import type { Backend } from './main';

/** The stock page alone: instructions come from a web socket server outside. */
export function createSocketBackend(): Backend {
  return {
    open: ({ port, use }, show) =>
      show({ kind: 'web-socket', url: `ws://127.0.0.1:${port}/`, query: 'stock', use }),
  };
}
