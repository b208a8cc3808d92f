import { isIPv4, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';
import { fail, ok, type Result } from '../../shared/result';
import type { IntentRemark } from '../../shared/model/intent';
import { inform, warn, type Refusal } from './connection-request';

export type HostAndPort = { host: string; port: number | null; remarks: readonly IntentRemark[] };

/** RFC 1035; with underscores, which some networks have. It never begins with `-`, which a program could take for an option. */
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
const MAX_HOST_LENGTH = 253;

/**
 * Reads `host`, `host:port`, `[IPv6]` or `[IPv6]:port`.
 *
 * Names in other letters are given as the ASCII that is looked up, with a warning; so are names that are in that form
 * already. Addresses in other forms than the usual one, such as `0x7f.1`, are refused: they hide where they lead.
 */
export function parseHostAndPort(text: string): Result<HostAndPort, Refusal> {
  const [, inBrackets, plain, portText] = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(.*))?$/su.exec(text) ?? [];
  const port = parsePort(portText);
  if (!port.ok) return port;
  if (inBrackets !== undefined) {
    return isIPv6(inBrackets) && !inBrackets.includes('%')
      ? ok({ host: inBrackets.toLowerCase(), port: port.value, remarks: remarksOf(inBrackets) })
      : fail('host');
  }
  const host = parseName(plain ?? '');
  return host.ok ? ok({ ...host.value, port: port.value }) : host;
}

function parsePort(text: string | undefined): Result<number | null, Refusal> {
  if (text === undefined || text === '') return ok(null);
  if (!/^\d{1,5}$/.test(text)) return fail('port');
  const port = Number(text);
  return port >= 1 && port <= 65_535 ? ok(port) : fail('port');
}

function parseName(text: string): Result<Omit<HostAndPort, 'port'>, Refusal> {
  const isAscii = /^[\x21-\x7e]*$/.test(text);
  if (text.length > MAX_HOST_LENGTH) return fail('host');
  // What is behind an escape, or an address in other digits, would only be seen after the translation.
  const translated = isAscii ? text : text.includes('%') ? '' : domainToASCII(text);
  if (!isAscii && isIPv4(translated)) return fail('host');
  const host = translated.toLowerCase().replace(/\.$/, '');
  if (host.length > MAX_HOST_LENGTH) return fail('host');
  const labels = host.split('.');
  if (!labels.every((label) => LABEL.test(label))) return fail('host');
  if (/^(?:\d+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? '') && !isIPv4(host)) return fail('host');
  const isForeign = !isAscii || labels.some((label) => label.startsWith('xn--'));
  const foreign = isForeign
    ? [
        warn(
          'The host name uses letters that can look like others. It is shown as it is looked up: check it.',
        ),
      ]
    : [];
  return ok({ host, remarks: [...foreign, ...remarksOf(host)] });
}

function remarksOf(host: string): IntentRemark[] {
  const isHere =
    host === 'localhost' || host.endsWith('.localhost') || host === '::1' || host.startsWith('127.');
  return isHere ? [inform('This is the computer that the engine runs on.')] : [];
}
