import { describe, expect, it } from 'vitest';
import { MAX_FACT_LENGTH, MAX_FACTS, redactFacts } from '../../../../src/main/app/redaction';
import { AppError } from '../../../../src/shared/errors';

const HOME = '/home/someone';
const redact = (fact: unknown): unknown => redactFacts({ fact }, HOME).fact;

describe('redactFacts', () => {
  it.each([
    'password',
    'Passphrase',
    'secretNames',
    'privateKey',
    'private-key',
    'accessToken',
    'connectionId',
  ])('withholds a fact named %s whatever it holds', (name) => {
    expect(redactFacts({ [name]: 'tr0ub4dor' }, HOME)).toEqual({ [name]: '[redacted]' });
    expect(redactFacts({ [name]: 42 }, HOME)).toEqual({ [name]: '[redacted]' });
  });

  it('withholds keys in PEM form, also one that was cut off', () => {
    const key = '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n-----END OPENSSH PRIVATE KEY-----';
    expect(redact(`key: ${key}.`)).toBe('key: [redacted].');
    expect(redact(`key: ${key.slice(0, 45)}`)).toBe('key: [redacted]');
  });

  it('withholds the connection IDs of guacd', () => {
    expect(redact('joined $4b2c1a00-1111-2222-3333-444455556666 again')).toBe('joined [connection] again');
  });

  it('withholds the user part of an address and values beside names of secrets', () => {
    expect(redact('proxy http://joe:hunter2@proxy:3128/')).toBe('proxy http://[redacted]@proxy:3128/');
    expect(redact('password=hunter2, user=joe')).toBe('password=[redacted], user=joe');
    expect(redact('{"password":"hunter2"}')).toBe('{"password":"[redacted]"}');
  });

  it('writes the home folder as ~', () => {
    expect(redact(`no ${HOME}/.config/Pestle`)).toBe('no ~/.config/Pestle');
  });

  it('cuts long texts and many facts', () => {
    expect(redact('x'.repeat(MAX_FACT_LENGTH + 1))).toBe(`${'x'.repeat(MAX_FACT_LENGTH)}…`);
    const many = Object.fromEntries(
      Array.from({ length: MAX_FACTS + 5 }, (_, index) => [`f${String(index)}`, 1]),
    );
    expect(Object.keys(redactFacts(many, HOME))).toHaveLength(MAX_FACTS);
  });

  it('writes an error as one line with its code and its causes', () => {
    const error = new AppError('GUACD_LOST', 'gone', { cause: new Error('reset by password=hunter2') });
    const text = String(redact(error));
    expect(text).toMatch(/^AppError GUACD_LOST: gone \(at .+\) <- Error: reset by password=\[redacted\]/);
    expect(text).not.toContain('\n');
  });

  it('only names the type of an object, so that nothing is dumped by accident', () => {
    expect(redact({ user: 'joe', word: 'hunter2' })).toBe('[object]');
    expect(redact(['hunter2'])).toBe('[object]');
  });

  it('keeps plain facts and leaves out those that are undefined', () => {
    expect(redactFacts({ a: 'x', b: 1, c: false, d: null, e: undefined }, HOME)).toEqual({
      a: 'x',
      b: 1,
      c: false,
      d: null,
    });
  });
});
