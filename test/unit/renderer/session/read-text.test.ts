import { describe, expect, it } from 'vitest';
import { readText } from '../../../../src/renderer/session/read-text';

type Stream = Parameters<typeof readText>[0];

/** The part of the library's input stream that is used. */
function streamOf(): Stream {
  return { index: 0, onblob: null, onend: null } as unknown as Stream;
}

const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64');

describe('readText', () => {
  it('reads characters that are divided between blobs', () => {
    const texts: string[] = [];
    const stream = streamOf();
    readText(stream, 100, (text) => texts.push(text));
    const bytes = new TextEncoder().encode('aä漢😀');
    for (const byte of bytes) stream.onblob?.(base64(Uint8Array.of(byte)));
    stream.onend?.();
    expect(texts).toEqual(['aä漢😀']);
  });

  it('P8: drops a text that is too long as a whole, and takes no more of it', () => {
    const texts: string[] = [];
    const stream = streamOf();
    readText(stream, 10, (text) => texts.push(text));
    for (let blob = 0; blob < 5; blob++) stream.onblob?.(base64('abc'));
    stream.onend?.();
    expect(texts).toEqual([]);
  });

  it('P7: drops a text that was given up for a newer one', () => {
    const texts: string[] = [];
    const stream = streamOf();
    const giveUp = readText(stream, 10, (text) => texts.push(text));
    stream.onblob?.(base64('abc'));
    giveUp();
    stream.onblob?.(base64('d'));
    stream.onend?.();
    expect(texts).toEqual([]);
  });
});
