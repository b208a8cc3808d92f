import { describe, expect, it } from 'vitest';
import { MAX_LINK_LENGTH } from '../../../../src/main/intents/launch-request';
import { parseLink } from '../../../../src/main/intents/parse-link';

const warnings = (link: string): string[] => {
  const parsed = parseLink(link);
  if (!parsed.ok) throw new Error(`${link} is refused: ${parsed.error}`);
  return parsed.value.remarks.map(({ text }) => text);
};

describe('parseLink', () => {
  it.each([
    ['ssh://host', 'ssh', 'host', null, null, null],
    ['SSH://Ann@Host.Example:2222/', 'ssh', 'host.example', 2222, 'Ann', null],
    ['ssh://ann%40corp@host', 'ssh', 'host', null, 'ann@corp', null],
    ['ssh://ann@corp@host', 'ssh', 'host', null, 'ann@corp', null],
    ['rdp://OFFICE%5Cann@10.0.0.7', 'rdp', '10.0.0.7', null, 'ann', 'OFFICE'],
    ['rdp://[fe80::1]:3390', 'rdp', 'fe80::1', 3390, null, null],
    [
      'rdp://full%20address=s:pc.example:3390&username=s:OFFICE%5Cann&audiomode=i:2',
      'rdp',
      'pc.example',
      3390,
      'ann',
      'OFFICE',
    ],
    ['vnc://host:5901?VncUsername=ann&ConnectionName=Lab', 'vnc', 'host', 5901, 'ann', null],
    ['telnet://switch.', 'telnet', 'switch', null, null, null],
    ['ssh://my_host-1', 'ssh', 'my_host-1', null, null, null],
  ])('reads %s', (link, ...[protocol, host, port, username, domain]) => {
    expect(parseLink(link)).toMatchObject({ ok: true, value: { protocol, host, port, username, domain } });
  });

  it.each([
    ['run a command (CVE-2026-45035)', 'tabby://run?command=rm', 'scheme'],
    ['be of the web', 'https://host', 'scheme'],
    ['be a file', 'file:///etc/passwd', 'scheme'],
    ['be an option of a program', 'ssh://-oProxyCommand=id', 'host'],
    ['begin like an option', 'ssh://-x', 'host'],
    ['have a label that begins like an option', 'ssh://a.-b', 'host'],
    ['have a user that is an option', 'ssh://-oProxyCommand=id@host', 'user'],
    ['have a user that is an option behind a domain', 'rdp://x%5C-u@host', 'user'],
    ['have a host with a command in it', 'ssh://$(id)', 'host'],
    ['have a host with a pipe in it', 'ssh://a|b', 'characters'],
    ['have a line break', 'ssh://host\nssh://other', 'characters'],
    ['have a blank', 'ssh://host --gpu-launcher=sh', 'characters'],
    ['have a quote, for another command line', 'ssh://host" --no-sandbox', 'characters'],
    ['have a backslash', 'ssh:\\\\host', 'characters'],
    ['turn the reading direction', 'ssh://host\u202emoc.elpmaxe', 'characters'],
    ['have an invisible character', 'ssh://ho\u200bst', 'characters'],
    ['have half a character', 'ssh://ho\ud800st', 'characters'],
    ['hide a control character in the user', 'ssh://a%00b@host', 'user'],
    ['hide a line break in the user', 'ssh://a%0Ab@host', 'user'],
    ['have a user that cannot be decoded', 'ssh://%ff@host', 'user'],
    ['hide its host', 'ssh://%68ost', 'host'],
    ['hide an address in hexadecimal', 'ssh://0x7f.1', 'host'],
    ['hide an address in one number', 'ssh://2130706433', 'host'],
    ['have five numbers', 'ssh://1.2.3.4.5', 'host'],
    ['have a number beyond an address', 'ssh://1.2.3.256', 'host'],
    ['have no host', 'ssh://', 'host'],
    ['have a user and no host', 'ssh://ann@', 'host'],
    ['have a broken IPv6 address', 'ssh://[::1', 'host'],
    ['have an IPv6 zone', 'ssh://[fe80::1%25eth0]', 'host'],
    ['have two dots', 'ssh://a..b', 'host'],
    ['have port 0', 'ssh://host:0', 'port'],
    ['have port 65536', 'ssh://host:65536', 'port'],
    ['have a port that is no number', 'ssh://host:22x', 'port'],
    ['have no slashes', 'ssh:host', 'form'],
    ['be empty', '', 'form'],
    ['be too long', `ssh://${'a'.repeat(MAX_LINK_LENGTH)}`, 'too-long'],
    ['have a label too long', `ssh://${'a'.repeat(64)}`, 'host'],
    ['have no address in its settings', 'rdp://audiomode=i:2', 'host'],
    ['have a line break in its settings', 'rdp://full%20address=s:a%0D%0Ausername:s:b', 'characters'],
  ])('refuses a link that would %s', (_what, link, error) => {
    expect(parseLink(link)).toEqual({ ok: false, error });
  });

  it.each([
    'ssh://ann:hunter2@host',
    'vnc://host?VncPassword=hunter2',
    'rdp://full%20address=s:h&password%2051=b:hunter2',
  ])('drops the password of %s and says so', (link) => {
    expect(JSON.stringify(parseLink(link))).not.toContain('hunter2');
    expect(warnings(link).join()).toContain('contains a password. It is not used');
  });

  it('shows a host in other letters as it is looked up, and warns', () => {
    // The first letter is Cyrillic.
    const link = 'ssh://\u0440aypal.example';
    expect(parseLink(link)).toMatchObject({ value: { host: 'xn--aypal-uye.example' } });
    expect(warnings(link).join()).toContain('can look like others');
    expect(warnings('ssh://xn--aypal-uye.example').join()).toContain('can look like others');
  });

  it('refuses an address in letters of another width that hides where it leads', () => {
    for (const host of ['１２７。１', 'ö%2e1', '%６8ost']) expect(parseLink(`ssh://${host}`).ok).toBe(false);
  });

  it('leaves out what it does not take, once told', () => {
    expect(warnings('ssh://host/path?a=1&b=2#c')).toEqual([
      'Settings in the link are left out.',
      'What follows the host is left out.',
    ]);
    expect(warnings('ssh://ann;fingerprint=x@host')).toEqual(['What follows the user name is left out.']);
  });

  it('tells that a link leads to the computer of the engine', () => {
    for (const host of ['localhost', '127.9.9.9', '[::1]'])
      expect(warnings(`ssh://${host}`)).toEqual(['This is the computer that the engine runs on.']);
  });
});
