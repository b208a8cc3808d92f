import { isReadOnly } from '../../../shared/model/profile';
import { createReadOnlyHook } from './read-only-hook';
import type { HookSubject, SessionHook } from './session-hook';

/**
 * The hooks of this app for one connection, in their order (see {@link SessionHook}). A hook is added here; one that
 * needs a service gets it from `createSessions` in src/main/app/services.ts, which composes sessions.
 */
export function createSessionHooks({ profile }: HookSubject): SessionHook[] {
  return isReadOnly(profile) ? [createReadOnlyHook()] : [];
}
