import { describe, expect, it } from 'vitest';
import {
  findRequestFault,
  MAX_REQUEST_CHARACTERS,
  MAX_REQUEST_DEPTH,
  MAX_REQUEST_VALUES,
} from '../../../../src/main/ipc/request-limits';

const fault = (request: unknown): string | null => findRequestFault('profiles.save', request);

describe('findRequestFault', () => {
  it.each([
    ['nothing', undefined],
    ['plain data', { name: 'Web server', parameters: { port: '22' }, list: [1, null, true] }],
    ['an object without a prototype', Object.assign(Object.create(null) as object, { id: 'a' })],
  ])('has no objection to %s', (_what, request) => {
    expect(fault(request)).toBeNull();
  });

  it('C6: counts the characters of all strings and keys together', () => {
    const half = 'x'.repeat(MAX_REQUEST_CHARACTERS / 2);
    expect(fault([half, half])).toBeNull();
    expect(fault([half, half, 'x'])).toBe('too large');
    expect(fault({ [half]: half, x: 1 })).toBe('too large');
    expect(fault('x'.repeat(50_000_000))).toBe('too large');
  });

  it('leaves more room for text from the remote clipboard', () => {
    const text = 'x'.repeat(4_194_304);
    expect(findRequestFault('sessions.receiveClipboard', { text })).toBeNull();
    expect(findRequestFault('sessions.receiveClipboard', { text: text + text })).toBe('too large');
  });

  it('C6: refuses what is nested too deeply, round in itself, or has too many values', () => {
    let deep: unknown = 'end';
    for (let level = 0; level <= MAX_REQUEST_DEPTH; level += 1) deep = [deep];
    expect(fault(deep)).toBe('nested too deeply');
    const round: { self?: unknown } = {};
    round.self = round;
    expect(fault(round)).toBe('nested too deeply');
    expect(fault(Array.from({ length: MAX_REQUEST_VALUES + 1 }, () => 0))).toBe('too many values');
    const rows = Array.from({ length: 200 }, () => Array.from({ length: 200 }, () => 0));
    expect(fault(rows)).toMatch(/^too/);
    expect(fault(new Array(4_000_000_000))).toBe('too many values');
  });

  it.each([
    ['a key that reaches the prototype', JSON.parse('{"__proto__":{"admin":true}}')],
    ['the same further inside', { parameters: JSON.parse('{"__proto__":"x"}') as unknown }],
    ['a key named constructor', { constructor: 'x' }],
    ['a key named prototype', { prototype: 'x' }],
  ])('C6: refuses %s', (_what, request) => {
    expect(fault(request)).toBe('forbidden key');
  });

  it.each([
    ['a Map', new Map([['id', 'a']])],
    ['a Date', new Date(0)],
    ['bytes', new Uint8Array(3)],
    ['an Error', new Error('x')],
    ['a big integer', 1n],
    ['a function', () => 1],
  ])('C6: refuses %s', (_what, value) => {
    expect(fault({ value })).toBe('not plain data');
  });
});
