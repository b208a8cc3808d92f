import { describe, expect, it } from 'vitest';
import { decodeInstruction, decodeInstructions } from '../../../../src/shared/guacamole/decode';
import { caught } from '../../../support/caught';

const utf8 = new TextEncoder();

function decodeAll(text: string, isAscii: boolean): [string, string[]][] {
  const found: [string, string[]][] = [];
  decodeInstructions(text, isAscii, (opcode, args) => found.push([opcode, args]));
  return found;
}

describe('decodeInstruction', () => {
  it('reads opcode and arguments', () => {
    expect(decodeInstruction(utf8.encode('4.sync,8.12345678,1.0;'))).toEqual({
      opcode: 'sync',
      args: ['12345678', '0'],
    });
  });

  it('reads a slice of a larger array', () => {
    const bytes = utf8.encode('3.nop;4.name,2.ä😀;3.nop;');
    expect(decodeInstruction(bytes.subarray(6, -6))).toEqual({ opcode: 'name', args: ['ä😀'] });
  });

  it('keeps a byte order mark', () => {
    expect(decodeInstruction(utf8.encode('4.name,2.\ufeffx;')).args).toEqual(['\ufeffx']);
  });

  it.each([
    ['nothing', ''],
    ['half an instruction', '4.sync,3.12'],
    ['an instruction without an end', '4.sync'],
    ['two instructions', '3.nop;3.nop;'],
    ['something after it', '3.nop;x'],
    ['an empty opcode', '0.;'],
    ['an empty length', '.nop;'],
    ['a negative length', '-3.nop;'],
    ['a signed length', '+3.nop;'],
    ['a blank', ' 3.nop;'],
    ['a hexadecimal length', '0x3.nop;'],
    ['six digits', '000003.nop;'],
    ['a length that is too short', '2.nop;'],
    ['a length that is too long', '4.nop;'],
    ['no dot', '3nop;'],
  ])('refuses %s', (_, text) => {
    expect(() => decodeInstruction(utf8.encode(text))).toThrow(
      expect.objectContaining({ code: 'INSTRUCTION_INVALID' }),
    );
  });

  it('refuses what is not UTF-8', () => {
    expect(() => decodeInstruction(Uint8Array.of(0x31, 0x2e, 0xff, 0x3b))).toThrow(
      expect.objectContaining({ code: 'INSTRUCTION_INVALID' }),
    );
  });
});

describe('decodeInstructions', () => {
  it('reads a whole batch in order', () => {
    expect(decodeAll('3.nop;4.size,1.0,2.10,2.20;4.sync,1.5;', true)).toEqual([
      ['nop', []],
      ['size', ['0', '10', '20']],
      ['sync', ['5']],
    ]);
  });

  it('counts code points when the text is not ASCII', () => {
    expect(decodeAll('4.name,3.a😀b;4.name,1.😀;3.nop;', false)).toEqual([
      ['name', ['a😀b']],
      ['name', ['😀']],
      ['nop', []],
    ]);
  });

  it('reads ASCII the same with and without being told', () => {
    const text = '4.blob,1.0,8.QUJDREVG;3.end,1.0;';
    expect(decodeAll(text, false)).toEqual(decodeAll(text, true));
  });

  it('gives a fresh array each time', () => {
    const [first, second] = decodeAll('1.a,1.x;1.a,1.x;', true);
    expect(first?.[1]).not.toBe(second?.[1]);
  });

  it('allows leading zeros, as guacd does', () => {
    expect(decodeAll('03.nop;', true)).toEqual([['nop', []]]);
  });

  it('stops before an instruction when it may not go on, and goes on from there', () => {
    const text = '3.nop;4.sync,1.5;4.name,1.x;';
    const seen: string[] = [];
    const take = (opcode: string) => seen.push(opcode);
    const position = decodeInstructions(text, true, take, { mayGoOn: () => seen.length < 2 });
    expect(seen).toEqual(['nop', 'sync']);
    expect(text.slice(position)).toBe('4.name,1.x;');
    expect(decodeInstructions(text, true, take, { start: position })).toBe(text.length);
    expect(seen).toEqual(['nop', 'sync', 'name']);
  });

  it('does nothing for an empty text', () => {
    expect(decodeAll('', true)).toEqual([]);
  });

  it('handles what comes before a fault and tells where the fault is', () => {
    const seen: string[] = [];
    const read = () => decodeInstructions('3.nop;4.sync,1.5;5x', true, (opcode) => seen.push(opcode));
    expect(caught(read).details.offset).toBe(17);
    expect(seen).toEqual(['nop', 'sync']);
  });

  it('refuses a length that ends inside a pair of surrogates', () => {
    expect(() => decodeAll('4.name,2.😀;', false)).toThrow(
      expect.objectContaining({ code: 'INSTRUCTION_INVALID' }),
    );
  });
});
