import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeInput } from '../../../../src/main/sessions/judge-input';
import { UPSTREAM_RULES } from '../../../../src/main/sessions/upstream-rules';
import { decodeInstructions } from '../../../../src/shared/guacamole/decode';
import { encodeInstruction } from '../../../../src/shared/guacamole/encode';
import { GUACD_LIMITS } from '../../../../src/shared/guacamole/limits';
import { OPCODES } from '../../../../src/shared/guacamole/opcodes';

/** What a user may send in a running session. */
const SENDABLE = Object.entries(OPCODES)
  .filter(([, use]) => use === 'client' || use === 'both')
  .map(([opcode]) => opcode);

const EXAMPLES: Record<string, (string | number)[]> = {
  sync: [12_345],
  nop: [],
  disconnect: [],
  ack: [0, 'OK', 0],
  get: [0, '/'],
  key: [65_293, 1],
  mouse: [10, 20, 1],
  touch: [0, 1, 2, 3, 4, 0, 1],
  size: [800, 600],
  clipboard: [0, 'text/plain'],
  file: [1, 'text/plain', 'a.txt'],
  pipe: [2, 'text/plain', 'STDIN'],
  put: [0, 3, 'text/plain', '/a.txt'],
  audio: [4, 'audio/L16;rate=44100,channels=2'],
  argv: [5, 'text/plain', 'color-scheme'],
  blob: [6, 'QUJD'],
  end: [6],
};

const example = (opcode: string): string => encodeInstruction(opcode, ...(EXAMPLES[opcode] ?? []));
const codePoints = (text: string): number => Array.from(text).length;
const passed = (text: string): string => {
  const { message, kept } = judgeInput(text);
  return kept.map(({ start, end }) => new TextDecoder().decode(message.subarray(start, end))).join('');
};
const refusal = (text: string): unknown => {
  try {
    judgeInput(text);
  } catch (thrown) {
    return thrown;
  }
  return null;
};

describe('the judgement of what a page sends', () => {
  it('knows exactly the opcodes that guacd takes from a user', () => {
    expect([...UPSTREAM_RULES.keys()].sort()).toEqual([...SENDABLE].sort());
    expect(Object.keys(EXAMPLES).sort()).toEqual([...SENDABLE].sort());
  });

  it.each(SENDABLE)('passes %s unchanged', (opcode) => {
    expect(passed(example(opcode))).toBe(example(opcode));
  });

  it.each(Object.keys(OPCODES).filter((opcode) => !SENDABLE.includes(opcode)))('P9: refuses %s', (opcode) => {
    expect(refusal(encodeInstruction(opcode, 'a'))).toMatchObject({ code: 'RENDERER_PROTOCOL_VIOLATION' });
  });

  it.each([
    ['an unknown opcode', '3.foo;'],
    ['a name of Object.prototype', encodeInstruction('constructor')],
    ['an opcode in other letters', '3.KEY,2.65,1.1;'],
    ['half an instruction', '3.key,5.65293,1.'],
    ['half an instruction behind a whole one', '3.nop;3.key,5.65293'],
    ['no instruction', ''],
    ['a wrong length', '4.key,2.65,1.1;'],
    ['bytes behind the end', '3.nop;x'],
    ['a line break', '3.nop;\n'],
    ['an empty opcode', '0.;'],
    ['NUL inside an element', '3.get,1.0,1.\0;'],
    ['an element beyond the limit', `3.get,1.0,8193.${'a'.repeat(8_193)};`],
    ['too many elements', `3.get${',1.0'.repeat(128)};`],
    ['a message beyond the limit', '3.nop;'.repeat(50_000)],
    ['a message of 10 MB', `4.blob,1.0,8192.${'A'.repeat(10_000_000)};`],
    ['a forged handshake', '6.select,3.ssh;'],
    ['forged arguments', '4.args,8.hostname;'],
    ['a forged connect', '7.connect,1.a;'],
    ['a forged connect behind input', '3.nop;7.connect,1.a;'],
    ['too few arguments', '5.mouse,1.1,1.2;'],
    ['too many arguments', '3.key,2.65,1.1,1.1;'],
    ['an instruction beyond the limit in bytes', `4.blob,1.0${`,8192.${'é'.repeat(8_192)}`.repeat(2)};`],
  ])('P9: refuses %s', (_, text) => {
    expect(refusal(text)).toMatchObject({ code: 'RENDERER_PROTOCOL_VIOLATION' });
  });

  it.each(['clipboard', 'file', 'pipe', 'put', 'audio', 'argv', 'blob', 'end'])(
    'P9: refuses %s on a stream that belongs to main, or on none',
    (opcode) => {
      const position = opcode === 'put' ? 1 : 0;
      const withIndex = (index: string): string =>
        encodeInstruction(
          opcode,
          ...(EXAMPLES[opcode] ?? []).map((arg, at) => (at === position ? index : arg)),
        );
      expect(refusal(withIndex('58'))).toBeNull();
      for (const index of ['59', '60', '61', '63', '64', '-1', '', '0x1', '1e1', ' 1', '0000001', '1,2']) {
        expect(refusal(withIndex(index))).toMatchObject({ code: 'RENDERER_PROTOCOL_VIOLATION' });
      }
    },
  );

  it('accepts text beyond the basic plane, and a lone surrogate as U+FFFD', () => {
    expect(passed('4.file,1.0,1.x,3.a😀é;')).toBe('4.file,1.0,1.x,3.a😀é;');
    expect(passed('4.file,1.0,1.x,1.\ud83d;')).toBe('4.file,1.0,1.x,1.\ufffd;');
  });

  it('tells a frame answer, the buttons and the size', () => {
    expect(judgeInput(example('sync') + example('mouse') + example('size'))).toMatchObject({
      hasSync: true,
      mouseMask: 1,
      isSingle: false,
      size: { width: 800, height: 600 },
    });
    expect(judgeInput(example('key'))).toMatchObject({ hasSync: false, mouseMask: null, size: null });
    expect(judgeInput(example('mouse'))).toMatchObject({ isSingle: true });
  });

  it('P9: never passes anything but whole, allowed instructions within the limits, whatever comes', () => {
    const pieces = fc.oneof(
      { arbitrary: fc.constantFrom(...Object.keys(EXAMPLES).map(example)), weight: 12 },
      fc
        .tuple(
          fc.constantFrom(...Object.keys(OPCODES)),
          fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }),
        )
        .map(
          ([opcode, args]) =>
            `${opcode.length}.${opcode}${args.map((arg) => `,${codePoints(arg)}.${arg}`).join('')};`,
        ),
      { arbitrary: fc.string({ maxLength: 12 }), weight: 1 },
    );
    let passes = 0;
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 6 }), (parts) => {
        let text: string;
        try {
          text = passed(parts.join(''));
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'RENDERER_PROTOCOL_VIOLATION' });
          return;
        }
        passes++;
        decodeInstructions(text, false, (opcode, args) => {
          expect(UPSTREAM_RULES.get(opcode)?.argumentCount).toBe(args.length);
          for (const arg of args) expect(codePoints(arg)).toBeLessThanOrEqual(GUACD_LIMITS.elementCodePoints);
        });
      }),
      { numRuns: 300 },
    );
    expect(passes).toBeGreaterThan(50);
  });
});
