import { isAscii } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/shared/errors';
import { decodeInstruction } from '../../../../src/shared/guacamole/decode';
import { encodeInstruction } from '../../../../src/shared/guacamole/encode';
import {
  DOWNSTREAM_LIMITS,
  GUACD_LIMITS,
  type InstructionLimits,
} from '../../../../src/shared/guacamole/limits';
import { InstructionScanner, type ScannerOptions } from '../../../../src/shared/guacamole/scanner';
import { caught } from '../../../support/caught';
import { allSplits, cutAt, oneByteAtATime, randomPieces, whole } from '../../../support/chunked';

const utf8 = new TextEncoder();
const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const isPlain = (chunk: Uint8Array): boolean => isAscii(chunk) && !chunk.includes(0);

/** How a stream is given to the scanner; `headroom` bytes in front of each chunk are the scanner's. */
type Way = ScannerOptions & { headroom?: number };

type Outcome = { delivered: string; opcodes: string[]; fault: { reason: unknown; offset: unknown } | null };

/** Everything that a reader of the stream can notice. */
function scan(chunks: readonly Uint8Array[], { headroom = 0, ...options }: Way = {}): Outcome {
  const delivered: Uint8Array[] = [];
  const opcodes: string[] = [];
  const scanner = new InstructionScanner({
    onBatch: (bytes, start, end) => delivered.push(bytes.slice(start, end)),
    onInstruction: (bytes, start, end, opcodeStart, opcodeEnd) => {
      const opcode = text.decode(bytes.slice(opcodeStart, opcodeEnd));
      expect(decodeInstruction(bytes.slice(start, end)).opcode).toBe(opcode);
      opcodes.push(opcode);
    },
    ...options,
  });
  let fault: Outcome['fault'] = null;
  try {
    for (const chunk of chunks) scanner.push(withHeadroom(chunk, headroom), headroom);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    fault = { reason: thrown.details.reason, offset: thrown.details.offset };
  }
  return { delivered: text.decode(Buffer.concat(delivered)), opcodes, fault };
}

/** A copy of a chunk in one memory with the last one's, as a socket reads it. */
function withHeadroom(chunk: Uint8Array, headroom: number): Uint8Array {
  if (headroom === 0) return chunk;
  const memory = new Uint8Array(headroom + chunk.length).fill(0xff);
  memory.set(chunk, headroom);
  return memory.subarray(headroom);
}

/** The same stream cut in many ways, with and without the fast path. */
function everyWay(bytes: Uint8Array): { chunks: Uint8Array[]; options: Way }[] {
  const cuts = [whole(bytes), oneByteAtATime(bytes)];
  for (const seed of [1, 2, 3, 4, 5]) cuts.push(randomPieces(bytes, seed, 1 + 7 * seed * seed));
  return cuts.flatMap((chunks) => [
    { chunks, options: {} },
    { chunks, options: { isPlain } },
    { chunks, options: { isPlain, headroom: 40 } },
    { chunks, options: { isPlain, headroom: DOWNSTREAM_LIMITS.instructionBytes } },
  ]);
}

const session = [
  encodeInstruction('args', 'VERSION_1_5_0', 'hostname', 'port'),
  encodeInstruction('name', 'Grüße; 漢字, 😀.'),
  encodeInstruction('size', 0, 1024, 768),
  encodeInstruction('img', 1, 14, 0, 'image/png', 0, 0),
  encodeInstruction('blob', 1, 'QUJD'.repeat(200)),
  encodeInstruction('end', 1),
  encodeInstruction('x', '', '', ''),
  encodeInstruction('sync', 123456789, 1),
  encodeInstruction('nop'),
].join('');

describe('InstructionScanner', () => {
  it('finds every instruction of a stream, however it is cut', () => {
    const bytes = utf8.encode(session);
    const opcodes = ['args', 'name', 'size', 'img', 'blob', 'end', 'x', 'sync', 'nop'];
    for (const { chunks, options } of everyWay(bytes)) {
      expect(scan(chunks, options)).toEqual({ delivered: session, opcodes, fault: null });
    }
  });

  it('stands every cut in two', () => {
    const bytes = utf8.encode(session);
    for (const chunks of allSplits(bytes)) {
      expect(scan(chunks, { isPlain })).toMatchObject({ delivered: session, fault: null });
    }
  });

  it.each(['1|.x;', '1.|x;', '1.x|;', '|1.x;|', '4.name,1.x|,0|.|,|2.yz;', '4.na|me;3.nop;|3|.nop;'])(
    'stands the cuts in %s',
    (stream) => {
      expect(scan(cutAt(stream), { isPlain })).toMatchObject({
        delivered: stream.replaceAll('|', ''),
        fault: null,
      });
    },
  );

  it('finds an instruction too long although only its first, not ASCII, half lies in an earlier chunk', () => {
    const limits: InstructionLimits = { elementCodePoints: 20, instructionBytes: 24, elements: 4 };
    const fault = { reason: 'the instruction is too long', offset: 24 };
    for (const stream of ['1.x,12.ää|äääaaaaaaa;', '1.x,12.äääää|aaaaaaa;']) {
      const whole = cutAt(stream.replace('|', ''));
      expect(scan(whole, { isPlain, limits }).fault).toEqual(fault);
      expect(scan(cutAt(stream), { isPlain, limits }).fault).toEqual(fault);
    }
  });

  it('delivers the whole instructions of a chunk as one range of that chunk', () => {
    const ranges: [Uint8Array, number, number, boolean][] = [];
    const scanner = new InstructionScanner({ isPlain, onBatch: (...range) => ranges.push(range) });
    const chunk = utf8.encode('3.nop;4.sync,1.5;3.nop;3.no');
    scanner.push(chunk);
    expect(ranges).toEqual([[chunk, 0, 23, true]]);
    expect(ranges[0]?.[0]).toBe(chunk);
    expect(scanner.pendingBytes).toBe(4);
  });

  it('delivers an instruction that lies across a cut apart from what follows, and copies only that', () => {
    const batches: string[] = [];
    const scanner = new InstructionScanner({
      isPlain,
      onBatch: (bytes, start, end) => batches.push(text.decode(bytes.slice(start, end))),
    });
    for (const chunk of cutAt('3.nop;4.sy|nc,1.5;3.nop;3.nop;')) scanner.push(chunk);
    expect(batches).toEqual(['3.nop;', '4.sync,1.5;', '3.nop;3.nop;']);
  });

  it('delivers it with what follows where there is room in front of the chunk', () => {
    const batches: string[] = [];
    const scanner = new InstructionScanner({
      isPlain,
      onBatch: (bytes, start, end) => batches.push(text.decode(bytes.slice(start, end))),
    });
    for (const chunk of cutAt('3.nop;4.sy|nc,1.5;3.nop;3.n|op;|4.na|me,1.ä;3.n|op;')) {
      expect(scanner.push(withHeadroom(chunk, 8), 8)).toBe(chunk.length);
    }
    expect(batches).toEqual(['3.nop;', '4.sync,1.5;3.nop;', '3.nop;', '4.name,1.ä;', '3.nop;']);
    expect(scanner.instructions).toBe(6);
  });

  it('keeps nothing of a chunk: the caller may overwrite it', () => {
    const delivered: string[] = [];
    const scanner = new InstructionScanner({
      onBatch: (bytes, start, end) => delivered.push(text.decode(bytes.slice(start, end))),
    });
    for (const chunk of cutAt('4.sync,3.1|23;4.na|me,2.|ä😀;')) {
      scanner.push(chunk);
      chunk.fill(0xff);
    }
    expect(delivered.join('')).toBe('4.sync,3.123;4.name,2.ä😀;');
  });

  it('tells for each batch whether it is ASCII', () => {
    const flags: boolean[] = [];
    const scanner = new InstructionScanner({ onBatch: (_bytes, _start, _end, ascii) => flags.push(ascii) });
    for (const chunk of cutAt('3.nop;|4.name,1.ä;|4.na|me,1.ä;|4.na|me,1.a;')) scanner.push(chunk);
    expect(flags).toEqual([true, false, false, true]);
  });

  it('counts the instructions it has found, however the stream is cut', () => {
    for (const { chunks, options } of everyWay(utf8.encode(session))) {
      const scanner = new InstructionScanner(options);
      for (const chunk of chunks) scanner.push(chunk);
      expect(scanner.instructions).toBe(scan(chunks).opcodes.length);
    }
  });

  it('says that it took everything', () => {
    const chunk = utf8.encode('3.nop;3.n');
    expect(new InstructionScanner({}).push(chunk)).toBe(chunk.length);
  });

  describe('watching an opcode', () => {
    function watched(chunks: readonly Uint8Array[], opcode: string, options: ScannerOptions = {}): string[] {
      const seen: string[] = [];
      const scanner = new InstructionScanner({
        ...options,
        onBatch: (bytes, start, end) => seen.push(`batch ${text.decode(bytes.slice(start, end))}`),
      });
      scanner.watch(opcode, (bytes, start, end) => seen.push(text.decode(bytes.slice(start, end))));
      for (const chunk of chunks) scanner.push(chunk);
      return seen;
    }

    it('shows each such instruction before the batch that holds it', () => {
      const stream = '4.size,1.0;4.sync,1.1;4.sync,1.2;3.nop;';
      for (const options of [{}, { isPlain }]) {
        expect(watched([utf8.encode(stream)], 'sync', options)).toEqual([
          '4.sync,1.1;',
          '4.sync,1.2;',
          `batch ${stream}`,
        ]);
      }
    });

    it('shows an instruction that lies across a cut', () => {
      expect(watched(cutAt('4.sy|nc,1.1;'), 'sync', { isPlain })).toEqual([
        '4.sync,1.1;',
        'batch 4.sync,1.1;',
      ]);
    });

    it('is not fooled by opcodes of the same length and first letter', () => {
      expect(
        watched([utf8.encode('4.size,1.0;4.sink;20.syncsyncsyncsyncsync;')], 'sync', { isPlain }),
      ).toHaveLength(1);
    });

    it('ends when it is disposed, also from inside', () => {
      let seen = 0;
      const scanner = new InstructionScanner({ isPlain });
      const watch = scanner.watch('sync', () => {
        seen++;
        watch.dispose();
      });
      scanner.push(utf8.encode('4.sync,1.1;4.sync,1.2;3.nop;3.nop;'));
      expect(seen).toBe(1);
    });

    it('stops after the instruction of a callback that interrupts, and goes on with the rest', () => {
      const stream = 'ready-comes-here';
      for (const options of [{}, { isPlain }]) {
        for (const split of allSplits(
          utf8.encode(`4.size,1.0;5.ready,2.$x;4.name,${stream.length}.${stream};`),
        )) {
          const batches: string[] = [];
          const scanner = new InstructionScanner({
            ...options,
            onBatch: (bytes, start, end) => batches.push(text.decode(bytes.slice(start, end))),
          });
          scanner.watch('ready', () => scanner.interrupt());
          for (const chunk of split) {
            const taken = scanner.push(chunk);
            if (taken === chunk.length) continue;
            expect(batches.join('')).toBe('4.size,1.0;5.ready,2.$x;');
            expect(scanner.pendingBytes).toBe(0);
            scanner.push(chunk.subarray(taken));
          }
          expect(batches.join('')).toBe(`4.size,1.0;5.ready,2.$x;4.name,${stream.length}.${stream};`);
        }
      }
    });
  });

  describe('a fault', () => {
    const latin = (value: string): Uint8Array => Uint8Array.from(value, (letter) => letter.charCodeAt(0));
    /** Whole instructions before the fault are delivered, whatever part of the stream they share a chunk with. */
    function expectFault(stream: string, offset: number): void {
      // A chunk that is ASCII takes the fast path, which ends a few bytes before the chunk does.
      for (const before of ['3.nop;4.name,2.ä😀;', '3.nop;4.name,1.x;']) {
        const bytes = Buffer.concat([utf8.encode(before), latin(stream), utf8.encode('3.nop;4.sync,1.1;')]);
        for (const { chunks, options } of everyWay(bytes)) {
          const outcome = scan(chunks, options);
          expect(outcome.delivered.startsWith(before)).toBe(true);
          expect(outcome.fault?.offset).toBe(utf8.encode(before).length + offset);
        }
      }
    }

    it.each([
      ['an empty length', '.nop;', 0],
      ['a negative length', '-1.x;', 0],
      ['a signed length', '+1.x;', 0],
      ['a letter in a length', '1x.x;', 1],
      ['a blank before a length', ' 1.x;', 0],
      ['a hexadecimal length', '0x1.x;', 1],
      ['an exponent', '1e0.x;', 1],
      ['a non-ASCII digit', '\xd9\xa1.x;', 0],
      ['a sixth digit', '000001.x;', 5],
      ['a sixth digit in front of an element', '4.name,000001.x;', 12],
    ])('P3: is %s, found at its byte in any cut', (_, stream, offset) => expectFault(stream, offset));

    it.each([
      ['an empty opcode', '0.;', 1],
      ['an empty opcode with arguments', '0.,1.x;', 1],
      ['a length that is too short', '2.nop;', 4],
      ['a length that is too long', '4.nop;3.nop;', 6],
      ['a line break between instructions', '3.nop;\r\n3.nop;', 6],
      ['a line break as separator', '3.nop\n', 5],
      ['a semicolon for a comma in a length', '4.name,;', 7],
      ['NUL in an element', '4.name,3.a\0b;', 10],
      ['NUL in an opcode', '3.n\0p;', 3],
      ['NUL in a length', '\x003.nop;', 0],
      ['NUL as separator', '3.nop\0', 5],
    ])('P4: is %s, found at its byte in any cut', (_, stream, offset) => expectFault(stream, offset));

    it.each([
      ['a lone continuation byte', '4.name,1.\x80;', 9],
      ['an overlong form of two bytes', '4.name,1.\xc0\x80;', 9],
      ['an overlong form of three bytes', '4.name,1.\xe0\x80\x80;', 10],
      ['an overlong form of four bytes', '4.name,1.\xf0\x80\x80\x80;', 10],
      ['a surrogate', '4.name,1.\xed\xa0\x80;', 10],
      ['a value above U+10FFFF', '4.name,1.\xf4\x90\x80\x80;', 10],
      ['a first byte of five', '4.name,1.\xf8\x88\x80\x80\x80;', 9],
      ['a character that is cut off by a separator', '4.name,1.\xc3;', 10],
      ['a character that is cut off by a letter', '4.name,2.\xe6\xbcx;', 11],
      ['Latin-1', '4.name,3.f\xfcr;', 10],
    ])('P1: is %s, found at its byte in any cut', (_, stream, offset) => expectFault(stream, offset));

    it('P1: is no character that a cut divides, only one that never gets its rest', () => {
      const stream = utf8.encode('4.name,3.ä漢😀;3.nop;');
      for (const chunks of [oneByteAtATime(stream), ...allSplits(stream)]) {
        for (const options of [{}, { isPlain }]) {
          expect(scan(chunks, options)).toMatchObject({ delivered: '4.name,3.ä漢😀;3.nop;', fault: null });
        }
      }
      expectFault('4.name,1.\xf0\x9f\x98', 12);
    });

    it('P3: is no leading zero: 05 is a length of five, as guacd reads it', () => {
      const stream = '03.nop;00004.sync,01.1;';
      for (const { chunks, options } of everyWay(utf8.encode(stream))) {
        expect(scan(chunks, options)).toMatchObject({ opcodes: ['nop', 'sync'], fault: null });
      }
    });

    it('P4: is no stray separator inside an element, whose length alone says where it ends', () => {
      const stream = '4.name,7.a;,.\r\nb;3.nop;';
      for (const { chunks, options } of everyWay(utf8.encode(stream))) {
        expect(scan(chunks, options)).toEqual({ delivered: stream, opcodes: ['name', 'nop'], fault: null });
      }
    });

    it('carries the code that the owner asked for', () => {
      const scanner = new InstructionScanner({ errorCode: 'RENDERER_PROTOCOL_VIOLATION' });
      expect(() => scanner.push(latin('x'))).toThrow(
        expect.objectContaining({ code: 'RENDERER_PROTOCOL_VIOLATION' }),
      );
    });

    it('blames guacd when the owner asks for nothing', () => {
      expect(() => new InstructionScanner({}).push(latin('x'))).toThrow(
        expect.objectContaining({ code: 'GUACD_PROTOCOL_VIOLATION' }),
      );
    });

    it('is thrown again by every further push', () => {
      const scanner = new InstructionScanner({});
      expect(() => scanner.push(latin('3.nop;x'))).toThrow(AppError);
      expect(caught(() => scanner.push(latin('3.nop;'))).details.offset).toBe(6);
    });
  });

  describe('a limit', () => {
    const limits: InstructionLimits = { elementCodePoints: 10, instructionBytes: 40, elements: 4 };
    const outcomes = (stream: string): Outcome[] =>
      everyWay(utf8.encode(stream)).map(({ chunks, options }) => scan(chunks, { ...options, limits }));

    it.each([
      ['an element of the longest length', '1.x,10.0123456789;'],
      ['an element of the longest length in astral characters', '1.x,7.😀😀😀😀😀😀😀;'],
      ['the most elements', '1.x,1.a,1.b,1.c;'],
      ['the longest instruction', '1.x,10.0123456789,10.0123456789,5.01234;'],
    ])('lets %s pass', (_, stream) => {
      for (const outcome of outcomes(`${stream}3.nop;`)) {
        expect(outcome).toMatchObject({ delivered: `${stream}3.nop;`, fault: null });
      }
    });

    it.each([
      ['an element that is one longer', '3.nop;1.x,11.0123456789a;', 'an element is too long', 11],
      ['one element more', '3.nop;1.x,1.a,1.b,1.c,1.d;', 'too many elements', 21],
      [
        'an instruction that is one byte longer',
        '3.nop;1.x,10.0123456789,10.0123456789,6.012345;',
        'the instruction is too long',
        39,
      ],
      [
        'wide characters that make it longer',
        `3.nop;1.x,10.${'😀'.repeat(10)};`,
        'the instruction is too long',
        46,
      ],
    ])('P2: stops %s, as soon as it shows', (_, stream, reason, offset) => {
      for (const outcome of outcomes(stream)) {
        expect(outcome).toEqual({ delivered: '3.nop;', opcodes: ['nop'], fault: { reason, offset } });
      }
    });

    it('P2: is checked when a length is declared, before anything is kept', () => {
      const scanner = new InstructionScanner({ isPlain });
      expect(() => scanner.push(utf8.encode('4.blob,1.0,99999'))).toThrow(/not valid/);
      expect(scanner.pendingBytes).toBe(0);
    });

    it('P2: bounds what one partial instruction keeps, whatever comes', () => {
      const scanner = new InstructionScanner({ isPlain });
      let pushed = 0;
      let kept = 0;
      expect(() => {
        for (scanner.push(utf8.encode('4.blob')); pushed < 1_000_000; pushed += 1000) {
          scanner.push(utf8.encode(`,995.${'a'.repeat(995)}`));
          kept = Math.max(kept, scanner.pendingBytes);
        }
      }).toThrow(AppError);
      expect(kept).toBeLessThanOrEqual(DOWNSTREAM_LIMITS.instructionBytes);
    });

    it('P2: stops 64 MiB that never end an instruction within the first of them', () => {
      const scanner = new InstructionScanner({ isPlain });
      const chunk = utf8.encode(`,995.${'a'.repeat(995)}`.repeat(16));
      let taken = 0;
      scanner.push(utf8.encode('4.blob'));
      for (let pushed = 0; pushed < 67_108_864; pushed += chunk.length) {
        try {
          taken += scanner.push(chunk);
        } catch (thrown) {
          expect(AppError.from(thrown).code).toBe('GUACD_PROTOCOL_VIOLATION');
        }
      }
      expect(taken).toBeLessThanOrEqual(DOWNSTREAM_LIMITS.instructionBytes);
      expect(scanner.pendingBytes).toBeLessThanOrEqual(DOWNSTREAM_LIMITS.instructionBytes);
    });

    it('of guacd is what the encoder keeps', () => {
      const longest = encodeInstruction('x', 'a'.repeat(GUACD_LIMITS.elementCodePoints));
      expect(scan([utf8.encode(longest)], { limits: GUACD_LIMITS }).fault).toBeNull();
    });
  });

  describe('for any stream', () => {
    const element = fc.string({
      unit: fc.constantFrom('a', '1', '.', ',', ';', 'ä', '漢', '😀', ' '),
      maxLength: 30,
    });
    const instruction = fc.tuple(element.filter(Boolean), fc.array(element, { maxLength: 6 }));
    const stream = fc.array(instruction, { maxLength: 12 });

    it('finds what was encoded', () => {
      fc.assert(
        fc.property(
          stream,
          fc.integer({ min: 1 }),
          fc.integer({ min: 1, max: 50 }),
          (instructions, seed, size) => {
            const encoded = instructions.map(([opcode, args]) => encodeInstruction(opcode, ...args)).join('');
            const outcome = scan(randomPieces(utf8.encode(encoded), seed, size), { isPlain });
            expect(outcome).toEqual({
              delivered: encoded,
              opcodes: instructions.map(([opcode]) => opcode),
              fault: null,
            });
          },
        ),
      );
    });

    it('comes to the same end however a damaged one is cut', () => {
      const damage = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) });
      fc.assert(
        fc.property(stream, fc.array(damage, { maxLength: 3 }), (instructions, damages) => {
          const bytes = utf8.encode(
            instructions.map(([opcode, args]) => encodeInstruction(opcode, ...args)).join(''),
          );
          for (const { at, byte } of damages) if (bytes.length > 0) bytes[at % bytes.length] = byte;
          const [first, ...others] = everyWay(bytes).map(({ chunks, options }) => scan(chunks, options));
          for (const other of others) expect(other).toEqual(first);
        }),
        { numRuns: 300 },
      );
    });

    it('never throws anything but its own error', () => {
      fc.assert(
        fc.property(fc.array(fc.uint8Array({ maxLength: 60 })), (chunks) => {
          scan(chunks, { isPlain });
        }),
      );
    });
  });
});
