import { deferred } from '../ui/deferred';

/** The editor of a connection, which the first picture of the window does not need. */
export const ConnectionEditor = deferred(async () => (await import('./connection-editor')).ConnectionEditor);
