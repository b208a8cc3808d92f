import { fail, ok, type Result } from '../../shared/result';
import type { IntentProtocol } from '../../shared/model/intent';
import type { Refusal } from './connection-request';

export type User = { username: string | null; domain: string | null };

const MAX_USER_LENGTH = 256;
const NOT_ALLOWED = /[\p{C}\p{Zl}\p{Zp}]/u;

/** Checks a user name; for RDP, `DOMAIN\user` is taken apart. Empty means none. */
export function parseUser(protocol: IntentProtocol, text: string): Result<User, Refusal> {
  if (text === '') return ok({ username: null, domain: null });
  if (text.length > MAX_USER_LENGTH || NOT_ALLOWED.test(text)) return fail('user');
  // Some programs would take it for an option.
  if (text.startsWith('-') || text !== text.trim()) return fail('user');
  const slash = protocol === 'rdp' ? text.indexOf('\\') : -1;
  if (slash < 0) return ok({ username: text, domain: null });
  const username = text.slice(slash + 1);
  const domain = text.slice(0, slash);
  if (username === '' || /^[-\s]|\\/.test(username) || domain !== domain.trim()) return fail('user');
  return ok({ username, domain: domain === '' || domain === '.' ? null : domain });
}
