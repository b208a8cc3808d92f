import { describe, expect, it } from 'vitest';
import { LineReader } from '../../../../src/main/guacd-process/line-reader';
import { MAX_LINE_LENGTH } from '../../../../src/main/guacd-process/safe-log-text';

function read(...chunks: (string | Uint8Array)[]): string[] {
  const lines: string[] = [];
  const reader = new LineReader((line) => lines.push(line));
  for (const chunk of chunks) reader.write(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  reader.end();
  return lines;
}

describe('the line reader', () => {
  it('gives the same lines however the bytes are cut', () => {
    const bytes = Buffer.from('first – ä\nsecond 😀\r\n\nlast without an end');
    const whole = read(bytes);
    expect(whole).toEqual(['first – ä', 'second 😀', 'last without an end']);
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      expect(read(bytes.subarray(0, cut), bytes.subarray(cut))).toEqual(whole);
    }
    expect(read(...[...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(whole);
  });

  it('shows bytes that are not text as replacement characters', () => {
    expect(read(Uint8Array.of(0x61, 0xff, 0xc3, 0x0a))).toEqual(['a\ufffd\ufffd']);
  });

  it('cuts a line at the limit and goes on with the next one', () => {
    const [long, next] = read('x'.repeat(MAX_LINE_LENGTH), 'x'.repeat(100_000), '\nnext\n');
    expect(long).toHaveLength(MAX_LINE_LENGTH);
    expect(long?.endsWith('…')).toBe(true);
    expect(next).toBe('next');
  });

  it('keeps a line of exactly the limit whole', () => {
    expect(read(`${'x'.repeat(MAX_LINE_LENGTH)}\n`)).toEqual(['x'.repeat(MAX_LINE_LENGTH)]);
  });
});
