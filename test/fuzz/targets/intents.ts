import { isIPv4, isIPv6 } from 'node:net';
import { parseCommandLine } from '../../../src/main/command-line/parse-command-line';
import type { ConnectionRequest, Refusal } from '../../../src/main/intents/connection-request';
import { MAX_LINK_LENGTH } from '../../../src/main/intents/launch-request';
import { parseLink } from '../../../src/main/intents/parse-link';
import { parseRdpFile } from '../../../src/main/intents/parse-rdp-file';
import { refusalText } from '../../../src/main/intents/refusal-text';
import { requestOfWord } from '../../../src/main/intents/request-of-word';
import { MAX_RDP_FILE_BYTES } from '../../../src/shared/model/intent';
import type { Result } from '../../../src/shared/result';
import { cover } from '../engine/coverage';
import type { FuzzTarget } from '../engine/fuzz-target';
import { hashOf, type Random } from '../engine/random';
import { property } from './property';

const lossy = new TextDecoder('utf-8', { ignoreBOM: true });
const utf8 = new TextEncoder();

const SAFE_NAME = /^[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?$/;
const UNSAFE_TEXT = /[\p{C}\p{Zl}\p{Zp}]/u;

/**
 * Any link and any .rdp file: it is refused with a reason that has words, or what is taken of it lies in the safe set,
 * and written out as a link it is read as the same again. The first byte says which of the two an input is.
 */
function fuzz(data: Uint8Array): boolean {
  const isFile = (data[0] ?? 0) % 2 === 1;
  const bytes = data.subarray(1);
  const text = lossy.decode(bytes);
  const parsed = isFile ? parseRdpFile(bytes) : parseLink(text);
  if (!isFile) {
    // The same text as a word of the command line: anything may come of it but an exception.
    const words = text.split(' ');
    property(parseCommandLine(words).kind !== 'list' || words.includes('list'), 'a command out of nothing');
    requestOfWord(text, '/', 'system');
  }
  cover(0xc000 | (isFile ? 0x100 : 0) | (parsed.ok ? 1 : hashOf(utf8.encode(parsed.error)) & 0xff));
  if (!parsed.ok) {
    property(refusalText(parsed.error) !== '', `no words for ${parsed.error}`);
    return false;
  }
  checkSafe(parsed.value);
  const again = parseLink(asLink(parsed.value));
  property(again.ok, `what was taken is refused as a link: ${JSON.stringify(parsed.value)}`);
  property(placeOf(again) === placeOf(parsed), `${placeOf(parsed)} is read again as ${placeOf(again)}`);
  return true;
}

function checkSafe({ protocol, host, port, username, domain, remarks }: ConnectionRequest): void {
  property(['ssh', 'rdp', 'vnc', 'telnet'].includes(protocol), protocol);
  property(SAFE_NAME.test(host) || isIPv4(host) || isIPv6(host), `the host ${JSON.stringify(host)}`);
  property(host.length <= 253, 'the length of the host');
  property(
    port === null || (Number.isInteger(port) && port >= 1 && port <= 65_535),
    `the port ${String(port)}`,
  );
  for (const name of [username, domain]) {
    if (name === null) continue;
    property(name !== '' && name.length <= 256, 'the length of a name');
    property(!UNSAFE_TEXT.test(name) && !name.startsWith('-'), `the name ${JSON.stringify(name)}`);
  }
  property(remarks.length < 32, 'the number of remarks');
  for (const remark of remarks) {
    property(!UNSAFE_TEXT.test(remark.text), `the remark ${JSON.stringify(remark.text)}`);
    property(remark.text.length < 200, 'the length of a remark');
  }
}

function asLink({ protocol, host, port, username, domain }: ConnectionRequest): string {
  const login = domain === null ? username : `${domain}\\${username ?? ''}`;
  const user = username === null ? '' : `${encodeURIComponent(login ?? '')}@`;
  return `${protocol}://${user}${host.includes(':') ? `[${host}]` : host}${port === null ? '' : `:${port}`}`;
}

/** A domain without a user cannot be written as a link. */
function placeOf(parsed: Result<ConnectionRequest, Refusal>): string {
  if (!parsed.ok) return parsed.error;
  const { protocol, host, port, username, domain } = parsed.value;
  return JSON.stringify([protocol, host, port, username, username === null ? null : domain]);
}

const HOSTS = ['host', 'pc.example', '10.0.0.7', '[::1]', 'xn--aypal-uye.example', 'рaypal.example', 'a_b-c'];
const ODD_HOSTS = ['-x', '0x7f.1', '%68ost', '[::1', 'a..b', 'host\u202e', '', '１２７。１', 'a b'];
const USERS = ['', 'ann@', 'OFFICE%5Cann@', 'a%40b@', 'ann:pw@', 'ann;x=1@', '%00@', '-x@', 'é@'];
const LINES = [
  'username:s:OFFICE\\ann',
  'domain:s:LAB',
  'server port:i:3390',
  'drivestoredirect:s:*',
  'alternate shell:s:cmd',
  'gatewayhostname:s:gw',
  'password 51:b:00',
  'signature:s:AA',
  'screen mode id:i:2',
  ':::',
];

/** A link or a file, most of them lawful. */
function compose(random: Random): Uint8Array {
  const host = random.oneIn(8) ? random.pick(ODD_HOSTS) : random.pick(HOSTS);
  const port = random.oneIn(2) ? '' : `:${random.oneIn(12) ? 70_000 : random.below(65_535) + 1}`;
  if (random.oneIn(2)) {
    const scheme = random.oneIn(16) ? 'http' : random.pick(['ssh', 'rdp', 'VNC', 'telnet']);
    const user = random.oneIn(4) ? random.pick(USERS) : random.pick(USERS.slice(0, 6));
    const rest = random.oneIn(3) ? random.pick(['/', '/x?y#z', '?VncUsername=a&VncPassword=b']) : '';
    return Uint8Array.from([0, ...utf8.encode(`${scheme}://${user}${host}${port}${rest}`)]);
  }
  const lines = [`full address:s:${host}${port}`];
  for (let count = random.below(6); count > 0; count--) lines.push(random.pick(LINES));
  const text = lines.join(random.pick(['\r\n', '\n']));
  const bytes = random.oneIn(2) ? utf8.encode(text) : Buffer.from(`\ufeff${text}`, 'utf16le');
  return Uint8Array.from([1, ...bytes]);
}

/** Lines and links as long as they may be, which a reader that tries every way to part them would not finish. */
const LONG = [
  Uint8Array.from([1, ...utf8.encode(' '.repeat(MAX_RDP_FILE_BYTES))]),
  Uint8Array.from([1, ...utf8.encode(`x${' '.repeat(MAX_RDP_FILE_BYTES - 2)}x`)]),
  Uint8Array.from([1, ...utf8.encode(`full address:${' '.repeat(MAX_RDP_FILE_BYTES - 13)}`)]),
  Uint8Array.from([1, ...utf8.encode(':'.repeat(MAX_RDP_FILE_BYTES))]),
  Uint8Array.from([0, ...utf8.encode(`rdp://a=s:x&${'+'.repeat(MAX_LINK_LENGTH - 12)}`)]),
  Uint8Array.from([0, ...utf8.encode(`rdp://${'+'.repeat(MAX_LINK_LENGTH - 6)}`)]),
];

export const intentsTarget: FuzzTarget = {
  name: 'intents',
  fuzz,
  compose,
  seeds: [
    Uint8Array.from([0, ...utf8.encode('ssh://ann:pw@host.example:2222/x?y#z')]),
    Uint8Array.from([0, ...utf8.encode('rdp://full%20address=s:pc:3390&username=s:LAB%5Cann')]),
    Uint8Array.from([0, ...utf8.encode('vnc://[fe80::1]:5901?VncUsername=ann&VncPassword=b')]),
    Uint8Array.from([0, ...utf8.encode('--json list connect -- x')]),
    Uint8Array.from([1, ...utf8.encode(`full address:s:pc\r\n${LINES.join('\r\n')}`)]),
    Uint8Array.from([1, ...Buffer.from(`\ufefffull address:s:fe80::1\nusername:s:ann`, 'utf16le')]),
    ...LONG,
  ],
};
