import { describe, expect, it } from 'vitest';
import { encodeInstruction } from '../../src/shared/guacamole/encode';
import { findSecret, makeCanary } from '../support/canary';

const secret = makeCanary('test');
const hide = (form: Uint8Array | string): Buffer =>
  Buffer.concat([Buffer.from('some text 12 45\n'), Buffer.from(form), Buffer.from('\nmore')]);

describe('findSecret', () => {
  it.each<[string, () => Uint8Array | string]>([
    ['UTF-8', () => secret],
    ['UTF-16', () => Buffer.from(secret, 'utf16le')],
    ['UTF-16, big end first', () => Buffer.from(secret, 'utf16le').swap16()],
    ['Base64', () => Buffer.from(secret).toString('base64')],
    ['Base64', () => Buffer.from(`a${secret}b`).toString('base64')],
    ['Base64', () => Buffer.from(`ab${secret}ab`).toString('base64')],
    ['Base64 of UTF-16', () => Buffer.from(secret, 'utf16le').toString('base64')],
    ['hexadecimal', () => Buffer.from(secret).toString('hex').toUpperCase()],
    ['URL', () => encodeURIComponent(secret)],
    ['URL', () => new URLSearchParams({ secret }).toString()],
    ['JSON', () => JSON.stringify(secret).replace('é', '\\u00E9')],
    [
      'key symbols',
      () =>
        Array.from(
          secret,
          (one) =>
            encodeInstruction('key', one.charCodeAt(0), 1) + encodeInstruction('key', one.charCodeAt(0), 0),
        ).join(''),
    ],
    ['key symbols', () => Array.from(secret, (one) => one.charCodeAt(0)).join(', ')],
  ])('sees a secret in %s (%#)', (name, form) => {
    expect(findSecret(hide(form()), secret)).toContain(name);
  });

  it('sees nothing where there is nothing', () => {
    expect(findSecret(hide(makeCanary('other')), secret)).toEqual([]);
  });
});
