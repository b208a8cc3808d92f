import { describe, expect, it } from 'vitest';
import {
  MAX_UNKNOWN_PARAMETERS,
  normaliseParameters,
  validateProfile,
} from '../../../../src/shared/model/profile-validation';

const ssh = (parameters: Record<string, string>, secrets: Record<string, string | null> = {}) =>
  validateProfile({ name: 'Box', protocol: 'ssh', parameters: { hostname: 'box', ...parameters }, secrets });
const rdp = (parameters: Record<string, string>) =>
  validateProfile({
    name: 'Desk',
    protocol: 'rdp',
    parameters: { hostname: 'desk', ...parameters },
    secrets: {},
  });

describe('the validation of a profile', () => {
  it('finds nothing wrong with a plain profile', () => {
    expect(ssh({ port: '22', username: 'ann' }, { password: 's3cret' })).toEqual({});
  });

  it('wants a name', () => {
    expect(
      Object.keys(
        validateProfile({ name: '  ', protocol: 'ssh', parameters: { hostname: 'a' }, secrets: {} }),
      ),
    ).toEqual(['name']);
  });

  it('wants every required field, and blanks do not count as a value', () => {
    const problems = validateProfile({
      name: 'V',
      protocol: 'vnc',
      parameters: { hostname: '  ' },
      secrets: {},
    });
    expect(Object.keys(problems).sort()).toEqual(['hostname', 'port']);
    expect(problems.hostname).toBe('Enter a value for Host.');
  });

  it('wants no host of a VNC server that connects to the engine itself', () => {
    const parameters = { port: '5500', 'reverse-connect': 'true' };
    expect(validateProfile({ name: 'V', protocol: 'vnc', parameters, secrets: {} })).toEqual({});
  });

  it.each(['0', '65536', '-1', '22.5', '0x16', 'ssh', '99999999999', '1e3'])('refuses port %s', (port) => {
    expect(Object.keys(ssh({ port }))).toEqual(['port']);
  });

  it.each(['1', '65535', ' 22 ', ''])('accepts port "%s"', (port) => {
    expect(ssh({ port })).toEqual({});
  });

  it('bounds integers without a maximum by what guacd can hold', () => {
    expect(ssh({ scrollback: '2147483647' })).toEqual({});
    expect(ssh({ scrollback: '2147483648' })).toEqual({ scrollback: 'This number is too large.' });
    expect(ssh({ scrollback: '-1' })).toEqual({ scrollback: 'Enter 0 or more.' });
  });

  it('accepts only true and false for a boolean', () => {
    expect(ssh({ 'enable-sftp': 'true' })).toEqual({});
    expect(Object.keys(ssh({ 'enable-sftp': 'yes' }))).toEqual(['enable-sftp']);
  });

  it('accepts only listed values of an enum, but any text where values are only suggested', () => {
    expect(rdp({ security: 'nla' })).toEqual({});
    expect(Object.keys(rdp({ security: 'none' }))).toEqual(['security']);
    expect(ssh({ 'terminal-type': 'screen' })).toEqual({});
  });

  it('refuses line breaks in a line of text, and NUL and halves of characters anywhere', () => {
    expect(Object.keys(ssh({ username: 'a\nb' }))).toEqual(['username']);
    expect(ssh({ 'public-key': 'line\nline' })).toEqual({});
    expect(Object.keys(ssh({ 'public-key': 'a\0b' }))).toEqual(['public-key']);
    expect(Object.keys(ssh({ username: 'a\ud83d' }))).toEqual(['username']);
    expect(ssh({ username: '\u{1f511}' })).toEqual({});
    expect(Object.keys(ssh({}, { password: 'a\0b' }))).toEqual(['password']);
  });

  it('refuses a value that is longer than guacd takes', () => {
    expect(Object.keys(ssh({ command: 'x'.repeat(8193) }))).toEqual(['command']);
  });

  it('never lets a secret lie among plain parameters, not even one of another protocol', () => {
    expect(Object.keys(ssh({ password: 'p' }))).toEqual(['password']);
    expect(Object.keys(ssh({ 'client-key': 'k' }))).toEqual(['client-key']);
  });

  it('keeps secrets to the fields that are secret, but lets any be forgotten', () => {
    expect(Object.keys(ssh({}, { username: 'ann' }))).toEqual(['username']);
    expect(Object.keys(ssh({}, { 'gateway-password': 'p' }))).toEqual(['gateway-password']);
    expect(ssh({}, { 'gateway-password': null })).toEqual({});
  });

  it('allows parameters of a newer guacd, but not without limit', () => {
    const future = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`future-${index}`, 'on']));
    expect(ssh(future(MAX_UNKNOWN_PARAMETERS))).toEqual({});
    expect(Object.keys(ssh(future(MAX_UNKNOWN_PARAMETERS + 1)))).toEqual([
      `future-${MAX_UNKNOWN_PARAMETERS}`,
    ]);
  });
});

describe('normaliseParameters', () => {
  it('drops blank values and trims hosts, numbers and choices, but not free text', () => {
    expect(
      normaliseParameters('rdp', {
        hostname: ' desk\n',
        'gateway-hostname': ' gate ',
        port: ' 3390 ',
        security: 'nla ',
        domain: '',
        'remote-app-args': ' /x ',
      }),
    ).toEqual({
      hostname: 'desk',
      'gateway-hostname': 'gate',
      port: '3390',
      security: 'nla',
      'remote-app-args': ' /x ',
    });
  });
});
