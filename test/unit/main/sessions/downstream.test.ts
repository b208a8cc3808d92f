import { beforeEach, describe, expect, it } from 'vitest';
import {
  BATCH_BYTES,
  Downstream,
  MAX_OWED_BYTES,
  TURN_BYTES,
} from '../../../../src/main/sessions/downstream';
import { FIRST_WINDOW_BYTES, MAX_WINDOW_BYTES } from '../../../../src/main/sessions/credit-window';
import { LOCAL_FRAME } from '../../../../src/main/sessions/local-frame';
import { encodeInstruction } from '../../../../src/shared/guacamole/encode';
import { DOWNSTREAM_LIMITS } from '../../../../src/shared/guacamole/limits';
import { FakeChannel } from '../../../support/fake-channel';
import { FakeClock } from '../../../support/fake-clock';
import { FakeConnection } from '../../../support/fake-connection';

let connection: FakeConnection;
let page: FakeChannel;
let clock: FakeClock;
let turnEnds: (() => void)[];
let downstream: Downstream;

function endTurn(): void {
  const callbacks = turnEnds;
  turnEnds = [];
  for (const callback of callbacks) callback();
}

/** Whole instructions of about so many bytes. */
function blobs(bytes: number): string {
  const one = encodeInstruction('blob', 1, 'A'.repeat(8_064));
  return one.repeat(Math.ceil(bytes / one.length));
}

/** Delivers in a turn of its own, and says how much it was. */
function deliver(text: string): number {
  connection.deliver(text);
  endTurn();
  return text.length;
}

/** Delivers until the window is full. */
function fill(): void {
  while (!connection.isPaused) deliver(blobs(60_000));
}

/** Makes the window as large as it gets, by a page that takes all but a little of it at once. */
function widen(): void {
  for (let round = 0; round < 8; round++) {
    fill();
    downstream.acknowledge(downstream.owedBytes - 1_000);
  }
}

const messages = () => page.posted.flatMap((message) => (message.kind === 'data' ? [message] : []));

beforeEach(() => {
  connection = new FakeConnection();
  page = new FakeChannel();
  clock = new FakeClock();
  turnEnds = [];
  downstream = new Downstream({
    connection,
    epoch: 3,
    clock,
    post: (message) => page.post(message),
    afterTurn: (callback) => turnEnds.push(callback),
  });
});

describe('downstream', () => {
  it('posts the first instruction of a turn at once, with its epoch and bytes', () => {
    connection.deliver('3.nop;');
    expect(page.posted).toEqual([{ kind: 'data', epoch: 3, text: '3.nop;', bytes: 6, isAscii: true }]);
  });

  it('joins what follows in the same turn to one message', () => {
    for (let i = 0; i < 5; i++) connection.deliver('3.nop;');
    expect(messages()).toHaveLength(1);
    endTurn();
    expect(messages().map(({ text }) => text)).toEqual(['3.nop;', '3.nop;'.repeat(4)]);
    connection.deliver('3.nop;');
    expect(messages()).toHaveLength(3);
  });

  it('keeps text that the buffer of the socket no longer holds, and counts UTF-8 bytes', () => {
    connection.deliver('4.name,3.a😀é;');
    expect(page.posted).toEqual([
      { kind: 'data', epoch: 3, text: '4.name,3.a😀é;', bytes: 17, isAscii: false },
    ]);
  });

  it('keeps the joined bytes of two connections apart', () => {
    const otherConnection = new FakeConnection();
    const otherPage = new FakeChannel();
    new Downstream({
      connection: otherConnection,
      epoch: 3,
      clock,
      post: (message) => otherPage.post(message),
      afterTurn: (callback) => turnEnds.push(callback),
    });
    for (let turn = 0; turn < 2; turn++) {
      for (const number of [1, 2, 3]) {
        connection.deliver(encodeInstruction('sync', number));
        otherConnection.deliver(encodeInstruction('mouse', number));
      }
      endTurn();
    }
    expect(page.textOf(3)).toBe('4.sync,1.1;4.sync,1.2;4.sync,1.3;'.repeat(2));
    expect(otherPage.textOf(3)).toBe('5.mouse,1.1;5.mouse,1.2;5.mouse,1.3;'.repeat(2));
  });

  it('posts a large piece before the end of the turn, and in its place', () => {
    const large = blobs(40_000);
    connection.deliver('3.nop;');
    connection.deliver(large);
    expect(messages()).toHaveLength(2);
    connection.deliver('4.sync,1.1;');
    connection.deliver(large);
    expect(messages()).toHaveLength(2);
    endTurn();
    expect(messages().map(({ text }) => text)).toEqual(['3.nop;', large, `4.sync,1.1;${large}`]);
  });

  it('marks a joined message as ASCII only when all of it is', () => {
    connection.deliver('3.nop;');
    connection.deliver('3.nop;');
    connection.deliver('4.name,1.é;');
    connection.deliver('3.nop;');
    endTurn();
    connection.deliver('3.nop;');
    expect(messages().map(({ isAscii }) => isAscii)).toEqual([true, false, true]);
  });

  it('joins no more than a batch', () => {
    connection.deliver('3.nop;');
    for (let i = 0; i < 30; i++) connection.deliver(blobs(8_000));
    endTurn();
    expect(Math.max(...messages().map(({ bytes }) => bytes))).toBeLessThanOrEqual(BATCH_BYTES);
    expect(page.postedBytes).toBe(6 + 30 * blobs(8_000).length);
  });

  it('posts what came in one piece as one message, and nothing with it that fits', () => {
    const piece = blobs(100_000);
    connection.deliver('3.nop;');
    connection.deliver('3.nop;');
    connection.deliver(piece);
    connection.deliver('3.nop;');
    endTurn();
    expect(messages().map(({ bytes }) => bytes)).toEqual([6, 6, piece.length, 6]);
  });

  it('loses and reorders nothing', () => {
    let expected = '';
    for (let i = 0; i < 200; i++) {
      const text = encodeInstruction('sync', i) + (i % 7 === 0 ? blobs(20_000) : '');
      expected += text;
      connection.deliver(text);
      if (i % 3 === 0) endTurn();
    }
    endTurn();
    expect(page.textOf(3)).toBe(expected);
  });

  it('pauses guacd when the window is full, and goes on when half of it is acknowledged', () => {
    fill();
    expect(downstream.creditBytes).toBe(FIRST_WINDOW_BYTES);
    expect(downstream.owedBytes).toBeGreaterThanOrEqual(FIRST_WINDOW_BYTES);
    const excess = downstream.owedBytes - FIRST_WINDOW_BYTES / 2;
    downstream.acknowledge(excess - 1);
    expect(connection.isPaused).toBe(true);
    downstream.acknowledge(1);
    expect(connection.isPaused).toBe(false);
  });

  it('lends more to a page that is fast, for as long as it is busy', () => {
    widen();
    expect(downstream.creditBytes).toBe(MAX_WINDOW_BYTES);
    fill();
    expect(downstream.owedBytes).toBeGreaterThanOrEqual(MAX_WINDOW_BYTES);
    downstream.acknowledge(downstream.owedBytes);
    expect(downstream.creditBytes).toBe(FIRST_WINDOW_BYTES);
  });

  it('lends less to a page that is slow', () => {
    fill();
    clock.advance(40);
    downstream.acknowledge(downstream.owedBytes);
    expect(downstream.creditBytes).toBeLessThan(FIRST_WINDOW_BYTES);
    fill();
    expect(downstream.owedBytes).toBeLessThan(FIRST_WINDOW_BYTES + BATCH_BYTES);
  });

  it('T10: lets a page owe no more than it says, with the largest read and the longest instruction', () => {
    widen();
    let missing = MAX_WINDOW_BYTES - 1 - downstream.owedBytes;
    while (missing > 70_000) missing -= deliver('3.nop;'.repeat(10_000));
    // Five characters and six make up any number.
    missing -= deliver('2.ab;'.repeat(6 - (missing % 6)));
    deliver('3.nop;'.repeat(missing / 6));
    expect(downstream.owedBytes).toBe(MAX_WINDOW_BYTES - 1);
    expect(connection.isPaused).toBe(false);
    // The encoder keeps guacd's limits, which are tighter.
    const longest = `4.blob${[16_375, 16_375, 16_375, 16_376].map((n) => `,${n}.${'A'.repeat(n)}`).join('')};`;
    expect(longest).toHaveLength(DOWNSTREAM_LIMITS.instructionBytes);
    connection.deliver(longest.slice(0, -1));
    connection.deliver(`;${'2.ab;'.repeat(3)}${'3.nop;'.repeat(10_920)}`);
    downstream.insert(LOCAL_FRAME);
    expect(connection.isPaused).toBe(true);
    expect(downstream.owedBytes).toBeGreaterThan(MAX_OWED_BYTES - 3);
    expect(downstream.owedBytes).toBeLessThanOrEqual(MAX_OWED_BYTES);
    expect(MAX_OWED_BYTES).toBeLessThan(1_048_576);
  });

  it('counts an acknowledgement of more than is owed as all of it', () => {
    connection.deliver('3.nop;');
    downstream.acknowledge(1_000_000);
    expect(downstream.owedBytes).toBe(0);
  });

  it('takes no more than its share in one turn, and goes on in the next', () => {
    for (let taken = 0; taken < TURN_BYTES; taken += 60_000) {
      connection.deliver(blobs(60_000));
      downstream.acknowledge(1_000_000);
    }
    expect(connection.isPaused).toBe(true);
    endTurn();
    expect(connection.isPaused).toBe(false);
  });

  it('drops everything without ever pausing once it discards', () => {
    fill();
    const posted = page.posted.length;
    downstream.discard();
    expect(connection.isPaused).toBe(false);
    for (let i = 0; i < 100; i++) {
      connection.deliver(blobs(60_000));
      endTurn();
    }
    expect(connection.isPaused).toBe(false);
    expect(page.posted).toHaveLength(posted);
  });

  it('posts the rest of the last picture when it ends, and nothing afterwards', () => {
    connection.deliver('3.nop;');
    connection.deliver('4.sync,1.1;');
    downstream.dispose();
    expect(page.textOf(3)).toBe('3.nop;4.sync,1.1;');
    connection.deliver('3.nop;');
    endTurn();
    expect(page.textOf(3)).toBe('3.nop;4.sync,1.1;');
  });
});
