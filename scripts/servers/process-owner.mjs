import { statSync } from 'node:fs';

/**
 * Whether a process runs as this user.
 * @param {number} pid
 * @param {number} uid
 */
export function isUserOf(pid, uid) {
  try {
    return statSync(`/proc/${pid}`).uid === uid;
  } catch {
    return false;
  }
}
