import { contextOf } from '../../../src/main/guacd/connection-machine';
import { GuacdConnection } from '../../../src/main/guacd/connection';
import { DEFAULT_DEADLINES } from '../../../src/main/guacd/deadlines';
import { composeAnswer, parseOffer } from '../../../src/main/guacd/handshake';
import { GuacdLink } from '../../../src/main/guacd/link';
import type { AppError } from '../../../src/shared/errors';
import { encodeInstruction } from '../../../src/shared/guacamole/encode';
import { DOWNSTREAM_LIMITS, GUACD_LIMITS } from '../../../src/shared/guacamole/limits';
import { FakeClock } from '../../support/fake-clock';
import { FakeTransport } from '../../support/fake-transport';
import { cover } from '../engine/coverage';
import type { FuzzTarget } from '../engine/fuzz-target';
import { hashOf, type Random } from '../engine/random';
import { referenceScan } from '../reference/reference-scanner';
import { property } from './property';

/** Bytes from here on are no UTF-8 and stand for an event; all others are what guacd sends. */
const FIRST_EVENT = 0xf8;
const SECRET = 'canary-4711';
const PARAMETERS = { hostname: 'host', password: SECRET };
const STATES = ['selecting', 'connecting', 'open', 'closing', 'closed'];

const lossy = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * One socket's life, with guacd's bytes, losses, pauses and time in any order. Secrets leave only after an `args` that
 * asks for them, guacd gets whole lawful instructions, what is delivered is what came after `ready`, each end is told
 * once, and afterwards nothing is left.
 */
function fuzz(data: Uint8Array): boolean {
  const life = new Life(hashOf(data), data.length);
  let from = 0;
  for (let position = 0; position < data.length; position++) {
    const event = data[position]! - FIRST_EVENT;
    if (event < 0) continue;
    life.receive(data.subarray(from, position));
    life.perform(event);
    from = position + 1;
  }
  life.receive(data.subarray(from));
  return life.finish();
}

class Life {
  readonly #clock = new FakeClock();
  readonly #transport = new FakeTransport();
  readonly #link: GuacdLink;
  readonly #received: Uint8Array;
  #receivedBytes = 0;
  #connection: GuacdConnection | null = null;
  #delivered = '';
  #ends = 0;
  #failures: AppError[] = [];

  /** @param mostBytes what guacd sends is no more */
  constructor(hash: number, mostBytes: number) {
    this.#received = new Uint8Array(mostBytes);
    const selection = hash & 1 ? { protocol: 'ssh' } : { join: '$x' };
    cover(0xa000 | (contextOf(selection, false).selects === 'join' ? 1 : 0));
    this.#link = new GuacdLink({
      transport: this.#transport,
      selection,
      isTls: false,
      clock: this.#clock,
      deadlines: DEFAULT_DEADLINES,
      handlers: {
        answer: (args) =>
          composeAnswer(parseOffer(args), {
            parameters: PARAMETERS,
            display: { width: 1, height: 1, dpi: 96 },
            clientName: 'fuzz',
            timezone: 'UTC',
          }).text,
        onReady: (connectionId) => this.#onReady(connectionId),
        onFailed: (error) => this.#ended(error),
      },
    });
  }

  receive(bytes: Uint8Array): void {
    if (bytes.length === 0 || this.#transport.isDestroyed) return;
    this.#received.set(bytes, this.#receivedBytes);
    this.#receivedBytes += bytes.length;
    this.#transport.receive(bytes);
    this.#check();
  }

  perform(event: number): void {
    const stateBefore = STATES.indexOf(this.#link.state);
    const connection = this.#connection;
    if (event === 0) this.#clock.advance(300);
    else if (event === 1) this.#clock.advance(9_000);
    else if (event === 2) this.#transport.receiveEnd();
    else if (event === 3) this.#transport.breakWith('ECONNRESET');
    else if (event === 4) connection?.pause();
    else if (event === 5) connection?.resume();
    else if (event === 6) connection?.send(encodeInstruction('key', 65, 1));
    else this.#link.close();
    cover(0xa100 | (event << 6) | (stateBefore << 3) | STATES.indexOf(this.#link.state));
    this.#check();
  }

  /** Whether a session was open. */
  finish(): boolean {
    this.#link.close();
    this.#clock.advance(DEFAULT_DEADLINES.closeMs);
    property(this.#link.state === 'closed', () => `after its end it is ${this.#link.state}`);
    this.#check();
    property(this.#ends === 1, () => `its end is told ${this.#ends} times`);
    property(this.#clock.pendingTimers === 0, 'a timer is left');
    this.#checkDelivered();
    return this.#connection !== null;
  }

  #onReady(connectionId: string): void {
    property(this.#connection === null && this.#ends === 0, 'ready when it must not be');
    property(connectionId !== '', 'ready without an ID');
    const facts = { connectionId, protocolVersion: null, parameterNames: [], unknownParameters: [] };
    const connection = new GuacdConnection(this.#link, facts, this.#clock, DEFAULT_DEADLINES);
    this.#connection = connection;
    connection.onInstructions((bytes) => {
      property(this.#ends === 0, 'instructions after the end');
      this.#delivered += lossy.decode(bytes);
    });
    connection.onClosed((error) => this.#ended(error));
  }

  #ended(error: AppError | null): void {
    this.#ends++;
    if (error !== null) this.#failures.push(error);
  }

  #check(): void {
    property(STATES.includes(this.#link.state), () => `an undefined state ${this.#link.state}`);
    property(this.#ends <= 1, 'its end is told twice');
    if (this.#link.state !== 'closed') return;
    property(this.#transport.isDestroyed, 'the socket is left open');
    property(this.#clock.pendingTimers === 0, 'a timer is left');
  }

  /** What left and what was delivered, at the end. */
  #checkDelivered(): void {
    const received = this.#received.subarray(0, this.#receivedBytes);
    const { instructions } = referenceScan(received, DOWNSTREAM_LIMITS);
    const texts = instructions.map(({ start, end }) => lossy.decode(received.subarray(start, end)));
    const { written } = this.#transport;
    const bytes = Buffer.from(written);
    const sent = referenceScan(bytes, GUACD_LIMITS);
    property(sent.fault === null && sent.wholeEnd === bytes.length, 'wrote what is no instruction');
    property(written.startsWith('6.select,'), 'did not begin with select');
    const asksForSecret = texts[firstOf(texts, 'args')]?.includes('password') === true;
    property(asksForSecret || !written.includes(SECRET), 'a secret left before guacd asked for it');
    for (const { message, details } of this.#failures) {
      property(!`${message} ${JSON.stringify(details)}`.includes(SECRET), 'a secret is in an error');
    }
    const session = texts.slice(firstOf(texts, 'ready') + 1).join('');
    property(session.startsWith(this.#delivered), 'delivered what did not come after ready');
  }
}

const ARGS_START = /^0*4\.args[,;]/;
const READY_START = /^0*5\.ready[,;]/;

function firstOf(texts: readonly string[], opcode: 'args' | 'ready'): number {
  const pattern = opcode === 'args' ? ARGS_START : READY_START;
  return texts.findIndex((text) => pattern.test(text));
}

const ARGS = '4.args,13.VERSION_1_5_0,8.hostname,8.password;';
const READY = '5.ready,2.$x;';
const SESSION = '4.size,1.0,1.8,1.6;4.sync,1.1;3.nop;';
const PIECES = [
  ARGS,
  READY,
  SESSION,
  '4.args;',
  '5.ready;',
  '5.error,1.x,3.519;',
  '10.disconnect;',
  '4.sync,1.',
  '8.required,8.password;',
];

function script(...parts: (string | number)[]): Uint8Array {
  return Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.of(FIRST_EVENT + part))),
  );
}

/** Most often a handshake that goes well, with anything in between. */
function compose(random: Random): Uint8Array {
  const parts: (string | number)[] = [];
  const push = (text: string): void => {
    const cut = random.below(text.length);
    if (random.oneIn(3)) parts.push(text.slice(0, cut), random.below(2) * 6, text.slice(cut));
    else parts.push(text);
    if (random.oneIn(3)) parts.push(random.below(8));
  };
  if (!random.oneIn(8)) push(ARGS);
  if (!random.oneIn(8)) push(READY);
  for (let count = random.below(6); count > 0; count--) push(random.pick(PIECES.slice(2)));
  if (random.oneIn(4)) push(random.pick(PIECES));
  return script(...parts);
}

export const guacdLinkTarget: FuzzTarget = {
  name: 'guacd-link',
  fuzz,
  compose,
  seeds: [
    script(ARGS, READY, SESSION),
    script(ARGS.slice(0, 9), 0, ARGS.slice(9), READY, 4, SESSION, 5, SESSION, 6, 7),
    script(ARGS, READY, SESSION, 0, '5.error,1.x,3.519;'),
    script(ARGS, READY, SESSION, 2),
    script(ARGS, READY, SESSION, 1, 1, 1),
    script(ARGS, 1, 1),
    script(READY),
    script(ARGS, ARGS),
    script(ARGS, 3),
    script('10.disconnect;'),
    script('4.args,8.password;', READY, 4, SESSION, '10.disconnect;', 5),
  ],
};
