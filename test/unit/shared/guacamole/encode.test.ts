import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeInstruction } from '../../../../src/shared/guacamole/decode';
import { encodeInstruction } from '../../../../src/shared/guacamole/encode';
import { caught } from '../../../support/caught';

const utf8 = new TextEncoder();

describe('encodeInstruction', () => {
  it('writes lengths, separators and the end', () => {
    expect(encodeInstruction('size', 0, 1024, '768')).toBe('4.size,1.0,4.1024,3.768;');
  });

  it('writes an instruction without elements', () => {
    expect(encodeInstruction('nop')).toBe('3.nop;');
  });

  it('keeps separators and digits inside an element', () => {
    expect(encodeInstruction('name', 'a;b,3.c')).toBe('4.name,7.a;b,3.c;');
  });

  it('counts code points, not UTF-16 units and not bytes', () => {
    expect(encodeInstruction('name', '😀')).toBe('4.name,1.😀;');
    expect(encodeInstruction('name', 'ä漢😀x')).toBe('4.name,4.ä漢😀x;');
  });

  it.each([
    ['alone', '\ud83d', '\ufffd'],
    ['in the wrong order', '\ude00\ud83d', '\ufffd\ufffd'],
    ['before a pair', '\ud83d😀', '\ufffd😀'],
    ['after a pair', '😀\ude00', '😀\ufffd'],
    ['between letters', 'a\udfffb', 'a\ufffdb'],
  ])('replaces a surrogate %s', (_, value, written) => {
    expect(encodeInstruction('name', value)).toBe(`4.name,${Array.from(written).length}.${written};`);
  });

  it('writes numbers in decimal', () => {
    expect(encodeInstruction('x', -5, 1.5, 0)).toBe('1.x,2.-5,3.1.5,1.0;');
  });

  it.each([NaN, Infinity, -Infinity])('refuses the number %s', (value) => {
    const error = caught(() => encodeInstruction('mouse', 1, value));
    expect(error.code).toBe('INSTRUCTION_INVALID');
    expect(error.details.element).toBe(2);
  });

  it('refuses an empty opcode', () => {
    expect(() => encodeInstruction('', 'x')).toThrow(
      expect.objectContaining({ code: 'INSTRUCTION_INVALID' }),
    );
  });

  it('refuses NUL, and does not repeat the value', () => {
    const attempt = (): string => encodeInstruction('connect', 'secret\0word');
    expect(attempt).toThrow(expect.objectContaining({ code: 'INSTRUCTION_INVALID' }));
    expect(attempt).not.toThrow(/secret/);
  });

  it('takes an element of 8192 code points and refuses one more', () => {
    expect(encodeInstruction('x', '😀'.repeat(8))).toContain('8.');
    expect(encodeInstruction('x', 'a'.repeat(8192))).toContain('8192.');
    expect(() => encodeInstruction('x', 'a'.repeat(8193))).toThrow(/too long/);
    expect(() => encodeInstruction('x', '😀'.repeat(8193))).toThrow(/too long/);
  });

  it('takes 128 elements and refuses one more', () => {
    const elements = Array.from({ length: 127 }, () => 'x');
    expect(decodeInstruction(utf8.encode(encodeInstruction('args', ...elements))).args).toHaveLength(127);
    expect(() => encodeInstruction('args', ...elements, 'x')).toThrow(/too many elements/);
  });

  it.each(['a', 'é', '漢', '😀'])(
    'takes an instruction of 32768 bytes and refuses one more, in %s',
    (letter) => {
      const bytesOf = (...args: string[]): number => utf8.encode(encodeInstruction('x', ...args)).length;
      const elements: string[] = [];
      while (bytesOf(...elements, letter.repeat(250)) < 31_500) elements.push(letter.repeat(250));
      const left = 32_768 - bytesOf(...elements);
      // Its length takes three or four digits, a comma and a dot.
      elements.push('z'.repeat(left > 1005 ? left - 6 : left - 5));
      const full = encodeInstruction('x', ...elements);
      expect(utf8.encode(full).length).toBe(32_768);
      elements.push(`${elements.pop() ?? ''}z`);
      expect(() => encodeInstruction('x', ...elements)).toThrow(/too long/);
    },
  );

  it('is undone by decoding, for any text', () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((value) => !value.includes('\0'));
    fc.assert(
      fc.property(text.filter(Boolean), fc.array(text, { maxLength: 12 }), (opcode, args) => {
        const bytes = utf8.encode(encodeInstruction(opcode, ...args));
        expect(decodeInstruction(bytes)).toEqual({ opcode, args });
      }),
    );
  });

  it('never lets a value reach beyond its element, not even with lone surrogates', () => {
    const unit = fc.constantFrom('\ud83d', '\ude00', '1', '.', ',', ';', 'ä', '\u{1f600}');
    fc.assert(
      fc.property(fc.array(fc.string({ unit, maxLength: 20 }), { maxLength: 8 }), (args) => {
        const bytes = utf8.encode(encodeInstruction('connect', ...args));
        const expected = args.map((value) => value.replace(/\p{Surrogate}/gu, '\ufffd'));
        expect(decodeInstruction(bytes)).toEqual({ opcode: 'connect', args: expected });
      }),
    );
  });
});
