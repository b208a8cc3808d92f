import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOWNSTREAM_LIMITS } from '../../../src/shared/guacamole/limits';
import { referenceScan } from '../reference/reference-scanner';

/** What guacd sent in real sessions. Programs and tests run in the folder of the repository. */
const recordings = join(process.cwd(), 'test/fixtures/streams');

/** Short streams that together use every part of the format. */
const STREAMS = [
  '',
  '3.nop;',
  '4.sync,3.123;3.nop;4.sync,10.1234567890,1.1;',
  '4.args,13.VERSION_1_5_0,8.hostname,4.port;5.ready,2.$x;',
  '4.name,6.Grüße;4.name,2.漢字,1.😀;2.x1,0.,0.,0.;',
  '3.img,1.1,2.14,1.0,9.image/png,1.0,1.0;4.blob,1.1,8.QUJDREVG;3.end,1.1;4.sync,1.2;',
  '5.mouse,2.10,2.20,1.1;3.key,5.65293,1.1;4.size,4.1024,3.768;',
  '5.error,19.Aborted. See logs.,3.519;10.disconnect;',
  '00004.sync,01.5;2.x1,5.;,.;,;',
  '4.size,1.0,4.1024,3.768;4.rect,1.0,1.0,1.0,4.1024,3.768;5.cfill,2.14,1.0,1.0,1.0,1.0,3.255;4.sync,1.7;',
  '12.abcdefghijkl,11.ABCDEFGHIJK,1.ä;',
  '6.select,3.ssh;7.connect,13.VERSION_1_5_0,4.host;',
  '9.clipboard,1.0,10.text/plain;4.blob,1.0,4.QUJD;3.end,1.0;3.ack,1.0,2.OK,1.0;',
  '4.sync,1.1;4.syn',
  '4.name,3.a\u0080\u07ff;4.name,4.\u0800\ud7ff\ue000\uffff;4.name,2.\u{10000}\u{10ffff};',
];

const utf8 = new TextEncoder();

/** Seeds taken from each recorded stream, spread over its length. */
const SEEDS_OF_RECORDING = 24;
const MAX_SEED_BYTES = 128;

export const STREAM_SEEDS: readonly Uint8Array[] = [
  ...STREAMS.map((text) => utf8.encode(text)),
  ...readdirSync(recordings)
    .filter((file) => file.endsWith('.guac'))
    .flatMap((file) => excerptsOf(readFileSync(join(recordings, file)))),
];

/** Short runs of whole instructions. Blobs are too long to be among them. */
function excerptsOf(stream: Uint8Array): Uint8Array[] {
  const { instructions } = referenceScan(stream, DOWNSTREAM_LIMITS);
  const step = Math.max(1, Math.floor(instructions.length / SEEDS_OF_RECORDING));
  const excerpts: Uint8Array[] = [];
  for (let first = 0; first < instructions.length; first += step) {
    const { start = 0 } = instructions[first] ?? {};
    const last = instructions
      .slice(first, first + 8)
      .filter(({ end }) => end - start <= MAX_SEED_BYTES)
      .at(-1);
    if (last !== undefined) excerpts.push(stream.slice(start, last.end));
  }
  return excerpts;
}
