import Guacamole from 'guacamole-common-js';
import { isPlain } from '../../src/main/guacd/is-plain';
import { InstructionScanner } from '../../src/shared/guacamole/scanner';
import { inTurn, type Benchmark, type Contestant } from './harness/benchmark';
import { cut, loopStream, STREAMS } from './harness/streams';

const MB = 1_000_000;
const CHUNK_BYTES = 65_536;
const LOOP_BYTES = 4 * MB;
/** Each measurement takes about this long. */
const MEASURE_MS = 120;

type Take = (chunk: Buffer) => void;

/**
 * The contestants, each with its state for one pass. The parser of guacamole-common-js takes text, so its time
 * includes the decoding, by the decoder that a page would use for chunks that may cut a character.
 */
const contestants: Readonly<
  Record<'pestle' | 'guacamole-common-js' | 'memcpy', () => { take: Take; count: () => number }>
> = {
  pestle() {
    let bytes = 0;
    const scanner = new InstructionScanner({ isPlain, onBatch: (_, start, end) => (bytes += end - start) });
    return { take: (chunk) => void scanner.push(chunk), count: () => bytes };
  },
  'guacamole-common-js'() {
    let instructions = 0;
    const decoder = new TextDecoder('utf-8');
    const parser = new Guacamole.Parser();
    parser.oninstruction = () => instructions++;
    return {
      take: (chunk) => parser.receive(decoder.decode(chunk, { stream: true })),
      count: () => instructions,
    };
  },
  memcpy() {
    const target = Buffer.allocUnsafe(CHUNK_BYTES);
    let bytes = 0;
    return {
      take: (chunk) => {
        target.set(chunk);
        bytes += chunk.length;
      },
      count: () => bytes,
    };
  },
};

/** MB/s over as many passes as fill the time. */
function measure(name: keyof typeof contestants, chunks: readonly Buffer[], totalBytes: number): number {
  const { take, count } = contestants[name]();
  let passes = 0;
  const start = performance.now();
  let elapsed: number;
  do {
    for (const chunk of chunks) take(chunk);
    passes++;
    elapsed = performance.now() - start;
  } while (elapsed < MEASURE_MS);
  if (count() === 0) throw new Error(`${name} found nothing`);
  return (passes * totalBytes) / MB / (elapsed / 1000);
}

export const benchmark: Benchmark = {
  name: 'scan',
  about: 'bytes to whole instructions, recorded streams in chunks of 64 KiB',
  unit: 'MB/s',
  rounds: 15,
  aims: STREAMS.flatMap((result) => [
    { result, of: 'pestle' as const, than: 'guacamole-common-js' as const, atLeast: 10 },
    { result, of: 'pestle' as const, than: 'memcpy' as const, atLeast: 0.2 },
  ]),
  async run(board, rounds) {
    const names = ['pestle', 'guacamole-common-js', 'memcpy'] as const satisfies readonly Contestant[];
    for (const stream of STREAMS) {
      const bytes = loopStream(stream, LOOP_BYTES);
      const chunks = cut(bytes, CHUNK_BYTES);
      for (const name of names) measure(name, chunks, bytes.length);
      await inTurn(rounds, names, (name) => board.add(stream, name, measure(name, chunks, bytes.length)));
    }
  },
};
