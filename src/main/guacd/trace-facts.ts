import { isParameterName } from '../../shared/model/parameters/catalogue';
import { PROTOCOLS } from '../../shared/model/protocol';
import { isOpcode } from '../../shared/guacamole/opcodes';
import type { Instruction } from '../../shared/guacamole/decode';
import { isVersionToken } from './protocol-version';

/** Facts of one event of a trace: numbers, names of parameters that we know, protocol names. Never other text. */
export type TraceFacts = Readonly<Record<string, string | number>>;

/** Whose words an instruction is. */
export type TraceDirection = 'in' | 'out';

/** Most lengths of one instruction that are listed. */
const MAX_LENGTHS = 16;
/** As many streams as guacd 1.6 has for a user; older ones have 64 (guacamole-server src/libguac/guacamole/user-constants.h). */
const MAX_PICTURE_STREAMS = 512;
const numberPattern = /^-?\d{1,15}$/;

/** Arguments whose numbers may be shown, by opcode and place: times, sizes, layers, streams and status codes. */
const SHOWN_NUMBERS: Readonly<Record<TraceDirection, Readonly<Record<string, readonly string[]>>>> = {
  in: {
    sync: ['timestamp', 'frames'],
    size: ['layer', 'width', 'height'],
    img: ['stream', '', 'layer'],
    audio: ['stream'],
    video: ['stream', 'layer'],
    clipboard: ['stream'],
    file: ['stream'],
    pipe: ['stream'],
    blob: ['stream'],
    end: ['stream'],
    ack: ['stream', '', 'status'],
    error: ['', 'status'],
    msg: ['code'],
    dispose: ['layer'],
  },
  out: {
    sync: ['timestamp'],
    size: ['width', 'height', 'dpi'],
    clipboard: ['stream'],
    file: ['stream'],
    pipe: ['stream'],
    argv: ['stream'],
    audio: ['stream'],
    blob: ['stream'],
    end: ['stream'],
    ack: ['stream', '', 'status'],
  },
};

/**
 * Instructions whose lengths may be shown. Elsewhere a length can tell of a secret: that of a password in
 * `connect`, the digits of a keysym, the copied text of a clipboard.
 */
const SHOWN_LENGTHS: Readonly<Record<TraceDirection, ReadonlySet<string>>> = {
  in: new Set([
    ...['args', 'sync', 'nop', 'disconnect', 'error', 'msg', 'ack', 'size', 'audio', 'video', 'img', 'end'],
    ...[
      'arc',
      'cfill',
      'clip',
      'close',
      'copy',
      'cstroke',
      'cursor',
      'curve',
      'dispose',
      'distort',
      'identity',
    ],
    ...[
      'lfill',
      'line',
      'lstroke',
      'move',
      'pop',
      'push',
      'rect',
      'reset',
      'set',
      'shade',
      'start',
      'transfer',
    ],
    ...['transform', 'jpeg', 'png'],
  ]),
  out: new Set(['sync', 'nop', 'disconnect', 'size', 'ack', 'end', 'audio', 'video', 'image']),
};

/**
 * Says about the instructions of one connection what a log may hold: opcode, number and lengths of the arguments,
 * and the few values that are harmless. What is not listed as harmless is not shown, whatever guacd or a newer
 * protocol sends; an opcode that we do not know is not even named.
 */
export class TraceWording {
  /** Streams of guacd that carry pictures or sound. Of the blobs of others not even the length is told. */
  readonly #pictureStreams = new Set<string>();

  describe(direction: TraceDirection, { opcode, args }: Instruction): TraceFacts {
    if (!isOpcode(opcode)) return { opcode: 'unknown', elements: args.length };
    const facts = {
      opcode,
      elements: args.length,
      ...this.#lengths(direction, opcode, args),
      ...numbersOf(direction, opcode, args),
      ...namesOf(direction, opcode, args),
    };
    if (direction === 'in') this.#follow(opcode, args);
    return facts;
  }

  #lengths(direction: TraceDirection, opcode: string, args: readonly string[]): TraceFacts {
    const isPictureBlob = direction === 'in' && opcode === 'blob' && this.#pictureStreams.has(args[0] ?? '');
    if (args.length === 0 || !(isPictureBlob || SHOWN_LENGTHS[direction].has(opcode))) return {};
    return {
      lengths: args
        .slice(0, MAX_LENGTHS)
        .map((arg) => arg.length)
        .join(),
    };
  }

  #follow(opcode: string, args: readonly string[]): void {
    // `body` names the object before the stream.
    const stream = args[opcode === 'body' ? 1 : 0] ?? '';
    const isPicture = opcode === 'img' || opcode === 'audio' || opcode === 'video';
    if (isPicture && this.#pictureStreams.size < MAX_PICTURE_STREAMS) this.#pictureStreams.add(stream);
    if (STREAM_USES.has(opcode)) this.#pictureStreams.delete(stream);
  }
}

/** After these an index is no picture stream any more: it has ended, or something else has it. */
const STREAM_USES: ReadonlySet<string> = new Set([
  'end',
  'clipboard',
  'file',
  'pipe',
  'argv',
  'nest',
  'body',
]);

function numbersOf(direction: TraceDirection, opcode: string, args: readonly string[]): TraceFacts {
  const facts: Record<string, number> = {};
  for (const [place, name] of (SHOWN_NUMBERS[direction][opcode] ?? []).entries()) {
    const arg = args[place] ?? '';
    if (name !== '' && numberPattern.test(arg)) facts[name] = Number(arg);
  }
  return facts;
}

/** Of a handshake: which protocol, which version, which parameters. Values and connection IDs never. */
function namesOf(direction: TraceDirection, opcode: string, args: readonly string[]): TraceFacts {
  if (direction === 'out') {
    const protocol = PROTOCOLS.find((known) => opcode === 'select' && known === args[0]);
    return protocol === undefined ? {} : { protocol };
  }
  if (opcode !== 'args' && opcode !== 'required') return {};
  const known = args.filter((name) => isVersionToken(name) || isParameterName(name));
  return { names: known.join() };
}
