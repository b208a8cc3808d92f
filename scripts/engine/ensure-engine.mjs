import { Unavailable } from '../terminal.mjs';
import { assembleEngine, hasEngine } from './assemble.mjs';

/**
 * Sees to it that a clone has an engine of its own, made once. Never throws: the app runs with another engine or
 * without one.
 * @returns {Promise<{ complete: boolean, reason: string }>} Why there is none, in words.
 */
export async function ensureEngine() {
  if (process.platform !== 'linux') return { complete: false, reason: 'it is made on Linux only' };
  if (hasEngine('full')) return { complete: true, reason: '' };
  if (process.env.PESTLE_NO_INSTALL !== undefined) {
    return { complete: false, reason: 'PESTLE_NO_INSTALL is set' };
  }
  try {
    await assembleEngine('full');
    return { complete: true, reason: '' };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      complete: false,
      reason: error instanceof Unavailable ? reason : `it could not be made: ${reason}`,
    };
  }
}
