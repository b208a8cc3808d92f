import { fail, ok, type Result } from '../../shared/result';
import { INTENT_PROTOCOLS, type IntentProtocol, type IntentRemark } from '../../shared/model/intent';
import { type ConnectionRequest, inform, type Refusal, warn } from './connection-request';
import { MAX_LINK_LENGTH } from './launch-request';
import { parseHostAndPort } from './parse-host';
import { parseRdpSettings } from './parse-rdp-settings';
import { parseUser } from './parse-user';

/** What no link may contain anywhere: invisible characters, blanks, and backslashes, which some programs read as `/`. */
const NOT_ALLOWED = /[\p{C}\p{Z}\\"<>^`{|}]/u;
const LINK = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is;

/**
 * Reads a link such as `ssh://user@host:22`, `vnc://host` (RFC 7869) or Microsoft's `rdp://full%20address=s:host`.
 *
 * Only protocol, host, port and user are taken; a password is dropped and told; whatever else a link says is left out
 * and told. Never throws.
 */
export function parseLink(text: string): Result<ConnectionRequest, Refusal> {
  if (text.length > MAX_LINK_LENGTH) return fail('too-long');
  if (NOT_ALLOWED.test(text)) return fail('characters');
  const [, scheme = '', authority = '', path = '', query, fragment] = LINK.exec(text) ?? [];
  if (scheme === '') return fail('form');
  const protocol = INTENT_PROTOCOLS.find((each) => each === scheme.toLowerCase());
  if (protocol === undefined) return fail('scheme');
  if (protocol === 'rdp' && /^[a-z0-9%+ ]+=[a-z]:/i.test(authority)) return parseMicrosoftLink(text.slice(6));
  const at = authority.lastIndexOf('@');
  const login = parseLogin(protocol, authority.slice(0, Math.max(at, 0)));
  if (!login.ok) return login;
  const place = parseHostAndPort(authority.slice(at + 1));
  if (!place.ok) return place;
  const asked = parseQuery(protocol, query ?? '');
  if (!asked.ok) return asked;
  const rest =
    /^\/?$/.test(path) && (fragment ?? '') === '' ? [] : [inform('What follows the host is left out.')];
  return ok({
    protocol,
    host: place.value.host,
    port: place.value.port,
    username: login.value.username ?? asked.value.username,
    domain: login.value.domain,
    remarks: unique([...login.value.remarks, ...asked.value.remarks, ...place.value.remarks, ...rest]),
  });
}

type Login = { username: string | null; domain: string | null; remarks: readonly IntentRemark[] };

const passwordDropped = warn('The link contains a password. It is not used: you will be asked for it.');

function parseLogin(protocol: IntentProtocol, text: string): Result<Login, Refusal> {
  const colon = text.indexOf(':');
  const named = colon < 0 ? text : text.slice(0, colon);
  // RFC draft of the ssh scheme: `user;fingerprint=…`.
  const [encoded = '', ...parameters] = named.split(';');
  const decoded = decode(encoded);
  if (decoded === null) return fail('user');
  const user = parseUser(protocol, decoded);
  if (!user.ok) return user;
  const dropped = colon >= 0 && colon < text.length - 1 ? [passwordDropped] : [];
  const leftOut = parameters.length > 0 ? [inform('What follows the user name is left out.')] : [];
  return ok({ ...user.value, remarks: [...dropped, ...leftOut] });
}

/** Of what follows `?`, only the user name of RFC 7869 is taken. */
function parseQuery(protocol: IntentProtocol, query: string): Result<Omit<Login, 'domain'>, Refusal> {
  let username: string | null = null;
  const remarks: IntentRemark[] = [];
  for (const part of query.split('&').filter(Boolean)) {
    const [name = '', value = ''] = part.split(/=(.*)/s);
    if (/password|passwd|pwd/i.test(name)) remarks.push(passwordDropped);
    else if (protocol === 'vnc' && /^vncusername$/i.test(name)) {
      const decoded = decode(value);
      if (decoded === null) return fail('user');
      const user = parseUser(protocol, decoded);
      if (!user.ok) return user;
      username = user.value.username;
    } else remarks.push(inform('Settings in the link are left out.'));
  }
  return ok({ username, remarks });
}

/** `rdp://key=type:value&key=type:value`, the settings of an .rdp file in a link. */
function parseMicrosoftLink(text: string): Result<ConnectionRequest, Refusal> {
  const lines: string[] = [];
  for (const part of text.replace(/\/?(?:#.*)?$/s, '').split('&')) {
    const decoded = decode(part.replaceAll('+', '%20'));
    if (decoded === null || /\p{Cc}/u.test(decoded)) return fail('characters');
    lines.push(decoded.replace('=', ':'));
  }
  const settings = parseRdpSettings(lines);
  if (!settings.ok) return fail(settings.error === 'file-no-address' ? 'host' : settings.error);
  return settings;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function unique(remarks: readonly IntentRemark[]): IntentRemark[] {
  return [...new Map(remarks.map((remark) => [remark.text, remark])).values()];
}
