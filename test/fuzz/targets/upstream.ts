import { LOCAL_FRAME_TIMESTAMP } from '../../../src/main/sessions/local-frame';
import { SessionHooks } from '../../../src/main/sessions/hooks/session-hooks';
import { createReadOnlyHook } from '../../../src/main/sessions/hooks/read-only-hook';
import { Upstream } from '../../../src/main/sessions/upstream';
import { createDisposable } from '../../../src/shared/disposable';
import type { AppErrorCode } from '../../../src/shared/errors';
import { GUACD_LIMITS } from '../../../src/shared/guacamole/limits';
import { MAX_INPUT_LENGTH } from '../../../src/shared/ipc/session-channel';
import { FakeClock } from '../../support/fake-clock';
import { makeProfile } from '../../support/session-services';
import { cover } from '../engine/coverage';
import type { FuzzTarget } from '../engine/fuzz-target';
import { hashOf, type Random } from '../engine/random';
import { referenceScan, type ReferenceInstruction } from '../reference/reference-scanner';
import { property } from './property';

/** What a page may send, written down a second time: the number of arguments, and which one is a stream. */
const LAW: Readonly<Record<string, readonly [args: number, stream: number | null, forWatchers: boolean]>> = {
  sync: [1, null, true],
  nop: [0, null, true],
  disconnect: [0, null, true],
  ack: [3, null, true],
  get: [2, null, true],
  key: [2, null, false],
  mouse: [3, null, false],
  touch: [7, null, false],
  size: [2, null, false],
  clipboard: [2, 0, false],
  file: [3, 0, false],
  pipe: [3, 0, false],
  put: [4, 1, false],
  audio: [2, 0, false],
  argv: [3, 0, false],
  blob: [2, 0, false],
  end: [1, 0, false],
};
const OPCODES = Object.keys(LAW);
/** Streams 59 to 63 are main's own. */
const PAGE_STREAMS = 59;

const readOnlyHooks = new SessionHooks({
  subject: { sessionId: 'fuzz', epoch: 1, isJoined: false, profile: makeProfile() },
  hooks: [createReadOnlyHook()],
  clock: new FakeClock(),
  log: { info: () => undefined, warn: () => undefined },
  onGuardFailed: (error) => property(false, error.code),
});

const utf8 = new TextEncoder();
const lossy = new TextDecoder('utf-8', { ignoreBOM: true });
const utf16 = new TextDecoder('utf-16le', { ignoreBOM: true });

/**
 * A message passes exactly when every part of it is lawful, and then guacd gets exactly its lawful part: whole
 * instructions within guacd's limits, allowed opcodes, the right number of arguments, the page's own streams.
 */
function fuzz(data: Uint8Array): boolean {
  const hash = hashOf(data);
  const text = hash % 16 === 0 ? utf16.decode(data) : lossy.decode(data);
  const isReadOnly = hash % 3 === 0;
  const bytes = Buffer.from(text);
  const { instructions, wholeEnd, fault } = referenceScan(bytes, GUACD_LIMITS);
  const isLawful =
    fault === null &&
    text.length <= MAX_INPUT_LENGTH &&
    instructions.length > 0 &&
    wholeEnd === bytes.length &&
    instructions.every((instruction) => isAllowed(elementsOf(bytes, instruction)));
  const outcome = send(text, isReadOnly);
  property(isLawful || outcome.violation !== null, 'an unlawful message passes');
  property(!isLawful || outcome.violation === null, 'a lawful message is refused');
  if (!isLawful) {
    property(outcome.sent === '', () => `guacd gets ${JSON.stringify(outcome.sent)} of an unlawful message`);
    property(
      outcome.violation === 'RENDERER_PROTOCOL_VIOLATION',
      () => `the code is ${String(outcome.violation)}`,
    );
    return false;
  }
  const elements = instructions.map((instruction) => elementsOf(bytes, instruction));
  const kept = instructions.filter((_, index) => reachesGuacd(elements[index] ?? [], isReadOnly));
  const expected = kept.map(({ start, end }) => lossy.decode(bytes.subarray(start, end))).join('');
  property(
    outcome.sent === expected,
    () => `guacd gets ${JSON.stringify(outcome.sent)}, not ${JSON.stringify(expected)}`,
  );
  property(
    outcome.passed === kept.length,
    () => `${outcome.passed} instructions are counted, not ${kept.length}`,
  );
  const opcodes = elements.map(([opcode = '']) => opcode);
  property(outcome.hasFrame === opcodes.includes('sync'), 'whether a frame was answered is wrong');
  property(opcodes.includes('size') || !outcome.hasSize, 'a size that was not asked for');
  for (const opcode of opcodes) cover(0xb000 | (OPCODES.indexOf(opcode) << 2) | (isReadOnly ? 2 : 0));
  return true;
}

type Outcome = {
  sent: string;
  passed: number;
  hasFrame: boolean;
  hasSize: boolean;
  violation: AppErrorCode | null;
};

/** Gives a message to the way to guacd, and tells what came of it. */
function send(text: string, isReadOnly: boolean): Outcome {
  const outcome: Outcome = { sent: '', passed: 0, hasFrame: false, hasSize: false, violation: null };
  const upstream = new Upstream(
    {
      send: (given) => {
        outcome.sent += typeof given === 'string' ? given : lossy.decode(given);
        return true;
      },
      onDrain: () => createDisposable(() => undefined),
    },
    isReadOnly ? readOnlyHooks.toGuacd : null,
    {
      newestTimestamp: Number.POSITIVE_INFINITY,
      onAnswered: () => undefined,
      onFrame: () => (outcome.hasFrame = true),
      onPassed: ({ instructions }) => (outcome.passed += instructions),
      onSize: () => (outcome.hasSize = true),
      onViolation: ({ code }) => (outcome.violation = code),
    },
  );
  upstream.receive(text);
  upstream.dispose();
  return outcome;
}

/** The elements of one instruction that is known to be well-formed, by code points. */
function elementsOf(bytes: Uint8Array, { start, end }: ReferenceInstruction): string[] {
  const characters = Array.from(lossy.decode(bytes.subarray(start, end)));
  const elements: string[] = [];
  for (let position = 0; position < characters.length;) {
    const dot = characters.indexOf('.', position);
    const length = Number(characters.slice(position, dot).join(''));
    elements.push(characters.slice(dot + 1, dot + 1 + length).join(''));
    position = dot + 1 + length + 1;
  }
  return elements;
}

function isAllowed([opcode = '', ...args]: readonly string[]): boolean {
  const law = Object.hasOwn(LAW, opcode) ? LAW[opcode] : undefined;
  if (args.length !== law?.[0]) return false;
  const stream = law[1] === null ? '0' : (args[law[1]] ?? '');
  return /^\d{1,6}$/.test(stream) && Number(stream) < PAGE_STREAMS;
}

function reachesGuacd([opcode = '', first]: readonly string[], isReadOnly: boolean): boolean {
  if (opcode === 'sync' && first === LOCAL_FRAME_TIMESTAMP) return false;
  return !isReadOnly || LAW[opcode]?.[2] === true;
}

const STREAMS = ['0', '1', '58', '59', '63', '7', '059', '0000001', '', '-1', ' 1', 'x'];
const VALUES = ['', '0', '1', '1024', '65293', '-1', '1.5', 'text/plain', 'QUJD', 'ä', '漢字', '😀', 'a;b,c'];

/** What a page sends: one to four instructions, most of them lawful. */
function compose(random: Random): Uint8Array {
  let text = '';
  for (let count = 1 + random.below(4); count > 0; count--) {
    const opcode = random.oneIn(40)
      ? random.pick(['select', 'connect', 'args', 'SYNC', 'key '])
      : random.pick(OPCODES);
    const [args, stream] = LAW[opcode] ?? [random.below(4), null];
    const total = random.oneIn(30) ? random.below(9) : args;
    text += element(opcode);
    for (let index = 0; index < total; index++) {
      const isStream = index === stream;
      const pool = isStream && !random.oneIn(16) ? STREAMS.slice(0, 3) : isStream ? STREAMS : VALUES;
      text += `,${element(random.pick(pool))}`;
    }
    text += ';';
  }
  return utf8.encode(text);
}

const element = (value: string): string => `${Array.from(value).length}.${value}`;

export const upstreamTarget: FuzzTarget = {
  name: 'upstream',
  fuzz,
  compose,
  seeds: [
    '4.sync,3.123;',
    '4.sync,2.-1;',
    '5.mouse,2.10,2.20,1.1;5.mouse,2.11,2.21,1.1;',
    '3.key,5.65293,1.1;3.key,5.65293,1.0;3.nop;',
    '4.size,4.1024,3.768;4.sync,1.7;',
    '9.clipboard,1.0,10.text/plain;4.blob,1.0,4.QUJD;3.end,1.0;3.ack,1.0,2.OK,1.0;',
    '4.file,2.58,9.image/png,2.ä😀;3.put,1.0,1.3,10.text/plain,1./;',
    '5.touch,1.0,1.1,1.2,1.3,1.4,1.5,1.1;3.get,1.0,1./;10.disconnect;',
    '4.argv,1.0,10.text/plain,9.font-size;4.pipe,1.1,10.text/plain,5.STDIN;5.audio,1.2,9.audio/L16;',
    '6.select,3.ssh;',
    '7.connect,1.x;',
  ].map((text) => utf8.encode(text)),
};
