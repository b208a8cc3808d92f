import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/shared/errors';
import { encodeInstruction } from '../../../../src/shared/guacamole/encode';
import { DOWNSTREAM_LIMITS, type InstructionLimits } from '../../../../src/shared/guacamole/limits';
import { passInstruction } from '../../../../src/shared/guacamole/pass-instruction';
import { InstructionScanner } from '../../../../src/shared/guacamole/scanner';

const limits: InstructionLimits = { elementCodePoints: 12, instructionBytes: 30, elements: 4 };

/** Where the careful half finds the end of the first instruction; null where it finds none. */
function carefulEnd(bytes: Uint8Array): number | null {
  let end: number | null = null;
  const scanner = new InstructionScanner({ limits, onInstruction: (_, __, found) => (end ??= found) });
  try {
    scanner.push(bytes);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
  }
  return end;
}

describe('passInstruction', () => {
  it('tells where an instruction ends, wherever it begins', () => {
    const bytes = Buffer.from('3.nop;4.name,0.,012.a;b,c.d;e,f;;4.sync,3.123;');
    expect(passInstruction(bytes, 0, DOWNSTREAM_LIMITS)).toBe(6);
    expect(passInstruction(bytes, 6, DOWNSTREAM_LIMITS)).toBe(33);
    expect(passInstruction(bytes, 33, DOWNSTREAM_LIMITS)).toBe(bytes.length);
  });

  it.each([
    ['an instruction that is not whole', '4.name,5.valu'],
    ['an instruction without its end', '4.name,5.value'],
    ['an empty opcode', '0.,5.value;'],
    ['an opcode of ten bytes, which is unusual', '10.disconnect;'],
    ['a length that is none', '4.name,x.value;'],
    ['a length with a letter in it', '4.name,1x.value;'],
    ['a length of six digits', '4.name,000005.value;'],
    ['a length that leads to no separator', '4.name,4.value;'],
    ['an element beyond the limit', '4.name,13.valuevalueval;'],
    ['an instruction beyond the limit', '4.name,11.valuevalue1,5.value,0.;'],
    ['more elements than the limit', '4.name,0.,0.,0.,0.;'],
  ])('leaves to the careful half %s', (_, text) => {
    expect(passInstruction(Buffer.from(text), 0, limits)).toBe(-1);
    expect(passInstruction(Buffer.from(`${text}3.nop;3.nop;`), 0, limits)).toBe(-1);
  });

  it('finds the end that the careful half finds, or none', () => {
    const element = fc.string({ unit: fc.constantFrom('0', '.', ',', ';', 'x', '1'), maxLength: 13 });
    const instruction = fc.array(element, { maxLength: 4 }).map((args) => encodeInstruction('x', ...args));
    const damage = fc.record({ at: fc.nat(40), byte: fc.constantFrom(...Buffer.from('0.,;x1')) });
    const stream = fc.tuple(instruction, instruction, fc.option(damage));
    fc.assert(
      fc.property(stream, ([first, second, damaged]) => {
        const bytes = Buffer.from(first + second);
        if (damaged !== null && damaged.at < bytes.length) bytes[damaged.at] = damaged.byte;
        const end = passInstruction(bytes, 0, limits);
        if (end >= 0) expect(end).toBe(carefulEnd(bytes));
      }),
      { numRuns: 2000 },
    );
  });
});
