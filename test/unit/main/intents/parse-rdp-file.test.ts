import { describe, expect, it } from 'vitest';
import { parseRdpFile } from '../../../../src/main/intents/parse-rdp-file';
import { MAX_RDP_FILE_BYTES } from '../../../../src/shared/model/intent';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, 'utf16le');
const lines = (...all: string[]): Uint8Array => utf8(all.join('\r\n'));
const remarks = (...all: string[]): string[] => {
  const parsed = parseRdpFile(lines('full address:s:pc', ...all));
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value.remarks.map(({ tone, text }) => `${tone}: ${text}`);
};
const UNSIGNED = 'info: It is not signed, so nobody vouches for it.';

describe('parseRdpFile', () => {
  const plain = 'screen mode id:i:2\r\nfull address:s:PC.example:3390\r\nusername:s:OFFICE\\ann\r\n';
  const read = {
    ok: true,
    value: { protocol: 'rdp', host: 'pc.example', port: 3390, username: 'ann', domain: 'OFFICE' },
  };

  it.each([
    ['UTF-16 as Microsoft writes it', utf16(plain)],
    ['UTF-8', utf8(plain)],
    ['UTF-8 with a byte order mark', utf8(`\ufeff${plain}`)],
    ['lines of Unix', utf8(plain.replaceAll('\r\n', '\n'))],
  ])('reads %s', (_form, bytes) => {
    expect(parseRdpFile(bytes)).toMatchObject(read);
  });

  it.each([
    [
      ['full address:s:pc', 'server port:i:3391', 'domain:s:LAB', 'username:s:bo'],
      ['pc', 3391, 'bo', 'LAB'],
    ],
    [['alternate full address:s:pc2'], ['pc2', null, null, null]],
    [['FULL ADDRESS:S: pc '], ['pc', null, null, null]],
    [['full address:s:fe80::1'], ['fe80::1', null, null, null]],
    [['full address:s:[::2]:3390'], ['::2', 3390, null, null]],
    [
      ['full address:s:a', 'full address:s:b'],
      ['a', null, null, null],
    ],
  ])('takes address, port, user and domain from %j', (all, [host, port, username, domain]) => {
    expect(parseRdpFile(lines(...all))).toMatchObject({ value: { host, port, username, domain } });
  });

  const SIZE = MAX_RDP_FILE_BYTES;
  it.each([
    ['nothing but blanks', ' '.repeat(SIZE)],
    ['blanks and a sign that is no setting', `${' '.repeat(SIZE - 1)}x`],
    ['a key and blanks', `full address:${' '.repeat(SIZE - 13)}`],
    ['a key, a type and blanks', `full address:s${' '.repeat(SIZE - 15)}x`],
    ['nothing but colons', ':'.repeat(SIZE)],
  ])('passes over a line as long as a file may be of %s', (_what, line) => {
    expect(parseRdpFile(utf8(line))).toEqual({ ok: false, error: 'file-no-address' });
  });

  it('reads a setting between many blanks', () => {
    const blanks = ' '.repeat(5_000);
    expect(parseRdpFile(utf8(`${blanks}full address:${blanks}s:${blanks}pc${blanks}`))).toMatchObject({
      value: { host: 'pc' },
    });
  });

  it.each([
    ['too large', new Uint8Array(MAX_RDP_FILE_BYTES + 1), 'file-too-large'],
    ['no UTF-8', new Uint8Array([0x66, 0xff, 0xfe]), 'file-not-text'],
    ['with half a character of UTF-16', new Uint8Array([0xff, 0xfe, 0x00, 0xd8]), 'file-not-text'],
    ['with NUL in it', utf8('full address:s:a\0b'), 'file-not-text'],
    ['empty', new Uint8Array(), 'file-no-address'],
    ['without an address', utf8('username:s:ann'), 'file-no-address'],
    ['with an option in place of a host', utf8('full address:s:-x'), 'host'],
    ['with a command in place of a host', utf8('full address:s:a;id'), 'host'],
    ['with a port out of range', utf8('full address:s:a\nserver port:i:70000'), 'port'],
    ['with a control character in the user', utf8('full address:s:a\nusername:s:b\u001bc'), 'user'],
    ['with a turned reading direction in the domain', utf8('full address:s:a\ndomain:s:b\u202ec'), 'user'],
  ])('refuses a file %s', (_what, bytes, error) => {
    expect(parseRdpFile(bytes)).toEqual({ ok: false, error });
  });

  it.each([
    ['drivestoredirect:s:*', 'It asks for the drives or devices of this computer. Left out.'],
    ['alternate shell:s:cmd.exe /c calc', 'It asks to start “cmd.exe /c calc” there. Left out.'],
    [
      'gatewayhostname:s:evil.example',
      'It asks to go through “evil.example”, which would see the login. Left out.',
    ],
    ['remoteapplicationmode:i:1', 'It asks for a single remote program instead of the desktop. Left out.'],
    ['enablecredsspsupport:i:0', 'It asks to connect without checking who answers. Left out.'],
    ['authentication level:i:0', 'It asks to connect without checking who answers. Left out.'],
    [
      'audiocapturemode:i:1',
      'It asks for the microphone, the camera or the place of this computer. Left out.',
    ],
    ['password 51:b:01000000', 'It contains a password. It is not used: you will be asked for it.'],
  ])('warns of %s', (line, text) => {
    expect(remarks(line)).toEqual([`warning: ${text}`, UNSIGNED]);
  });

  it('does not warn of settings that are off, or that every file has', () => {
    expect(remarks('drivestoredirect:s:', 'audiocapturemode:i:0', 'enablecredsspsupport:i:1')).toEqual([
      UNSIGNED,
    ]);
    expect(remarks('redirectprinters:i:1')).toEqual([
      'info: It asks for printers, ports, smart cards or security keys of this computer. Left out.',
      UNSIGNED,
    ]);
  });

  it('does not take a signature for a promise', () => {
    expect(remarks('signature:s:AQAB')).toEqual(['info: It is signed, but Pestle does not check by whom.']);
  });

  it('makes what it shows of a file harmless', () => {
    const [remark = ''] = remarks(`alternate shell:s:a\u202eb${'c'.repeat(500)}`);
    expect(remark).toContain('“a?b');
    expect(remark.length).toBeLessThan(120);
  });
});
