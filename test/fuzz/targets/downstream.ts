import { MAX_READ_BYTES } from '../../../src/main/guacd';
import { MAX_WINDOW_BYTES, MIN_WINDOW_BYTES } from '../../../src/main/sessions/credit-window';
import { Downstream, BATCH_BYTES } from '../../../src/main/sessions/downstream';
import { createDisposable } from '../../../src/shared/disposable';
import type { PageMessage } from '../../../src/main/sessions/session-services';
import { FakeClock } from '../../support/fake-clock';
import { cover } from '../engine/coverage';
import type { FuzzTarget } from '../engine/fuzz-target';
import type { Random } from '../engine/random';
import { ScriptReader } from '../engine/script-reader';
import { property } from './property';

const EVENTS = 8;
const text = new Uint8Array(MAX_READ_BYTES).fill(0x61);

/**
 * The way to the page, with reads, acknowledgements and ends in any order and at any time. Nothing is lost, doubled or
 * turned round; credit is never negative, the window stays within its bounds, and no more than the largest window and one
 * read is under way; reading stops without credit and goes on with it; nothing is posted after the end.
 */
function fuzz(data: Uint8Array): boolean {
  const script = new ScriptReader(data);
  const stage = new Stage();
  while (!script.isOver) stage.perform(script.below(EVENTS), script.next());
  return stage.finish();
}

class Stage {
  readonly #clock = new FakeClock();
  readonly #downstream: Downstream;
  #listener: (bytes: Uint8Array, isAscii: boolean) => void = () => undefined;
  #turnEnds: (() => void)[] = [];
  #isPaused = false;
  #isDiscarding = false;
  #isDisposed = false;
  #delivered = 0;
  /** The largest piece so far. */
  #largest = 0;
  #inserted = 0;
  #posted = 0;
  #acknowledged = 0;

  constructor() {
    this.#downstream = new Downstream({
      connection: {
        onInstructions: (listener) => {
          this.#listener = listener;
          return createDisposable(() => (this.#listener = () => undefined));
        },
        pause: () => (this.#isPaused = true),
        resume: () => (this.#isPaused = false),
      },
      epoch: 1,
      clock: this.#clock,
      post: (message) => this.#onPost(message),
      afterTurn: (callback) => void this.#turnEnds.push(callback),
    });
  }

  perform(event: number, operand: number): void {
    const before = (this.#isPaused ? 1 : 0) | (this.#isDiscarding ? 2 : 0) | (this.#isDisposed ? 4 : 0);
    if (event <= 1) this.#deliver(event === 0 ? 1 + operand : Math.max(1, operand * 514));
    else if (event === 2) this.#acknowledge(operand * 4096);
    else if (event === 3) this.#endTurn();
    else if (event === 4 && operand > 200) this.#discard();
    else if (event === 5) this.#insert();
    else if (event === 6 && operand > 240) this.#dispose();
    else if (event === 7) this.#clock.advance(operand / 4);
    this.#check();
    cover(
      0x9000 |
        (Math.floor(Math.log2(this.#downstream.creditBytes / MIN_WINDOW_BYTES)) << 9) |
        (event << 6) |
        (before << 3) |
        Math.min(7, Math.floor(this.#downstream.owedBytes / 65_536)),
    );
  }

  /** Whether anything was posted. */
  finish(): boolean {
    if (!this.#isDisposed) {
      this.#endTurn();
      this.#acknowledge(Number.MAX_SAFE_INTEGER);
      property(!this.#isPaused, 'everything is acknowledged, and reading has stopped');
      this.#dispose();
    }
    this.#endTurn();
    this.#check();
    return this.#posted > 0;
  }

  #deliver(size: number): void {
    // A connection that is paused delivers nothing.
    if (this.#isPaused || this.#isDisposed) return;
    if (!this.#isDiscarding) this.#delivered += size;
    this.#largest = Math.max(this.#largest, size);
    this.#listener(text.subarray(0, size), true);
    property(
      this.#isDiscarding || this.#downstream.owedBytes < this.#downstream.creditBytes || this.#isPaused,
      'out of credit, and still reading',
    );
  }

  #acknowledge(bytes: number): void {
    const before = this.#downstream.owedBytes;
    this.#downstream.acknowledge(bytes);
    this.#acknowledged += Math.min(before, bytes);
    property(
      this.#downstream.owedBytes === Math.max(0, before - bytes),
      'acknowledged bytes are not given back',
    );
  }

  #endTurn(): void {
    const callbacks = this.#turnEnds;
    this.#turnEnds = [];
    for (const callback of callbacks) callback();
    if (this.#isDisposed || this.#isDiscarding) return;
    property(this.#posted === this.#delivered + this.#inserted, 'something is left behind after the turn');
  }

  #insert(): void {
    const posted = this.#posted;
    if (!this.#isDiscarding && !this.#isDisposed) this.#inserted += 6;
    this.#downstream.insert('3.nop;');
    property(
      this.#isDiscarding || this.#isDisposed || this.#posted > posted,
      'what was inserted did not leave',
    );
  }

  #discard(): void {
    this.#isDiscarding = true;
    this.#downstream.discard();
  }

  #dispose(): void {
    const wasDisposed = this.#isDisposed;
    this.#downstream.dispose();
    this.#isDisposed = true;
    if (wasDisposed || this.#isDiscarding) return;
    property(this.#posted === this.#delivered + this.#inserted, 'the end has lost something');
  }

  #onPost(message: PageMessage): void {
    property(!this.#isDisposed && !this.#isDiscarding, 'posted after the end');
    property(message.kind === 'data' && message.epoch === 1, 'posted something else');
    const { length } = message.bytes;
    property(length > 0, 'a message of nothing');
    property(message.isAscii, 'ASCII is not called so');
    property(
      length <= Math.max(BATCH_BYTES, this.#largest),
      () => `a message of ${length} bytes, which came in pieces`,
    );
    this.#posted += length;
  }

  #check(): void {
    const { owedBytes, creditBytes } = this.#downstream;
    property(owedBytes >= 0, 'negative credit');
    property(owedBytes === this.#posted - this.#acknowledged, 'the credit does not add up');
    property(
      owedBytes <= MAX_WINDOW_BYTES + MAX_READ_BYTES + 6 * 256,
      () => `${owedBytes} bytes are under way`,
    );
    property(
      creditBytes >= MIN_WINDOW_BYTES && creditBytes <= MAX_WINDOW_BYTES,
      () => `a window of ${creditBytes} bytes`,
    );
  }
}

function compose(random: Random): Uint8Array {
  return Uint8Array.from({ length: 2 * (1 + random.below(40)) }, (_, index) =>
    index % 2 === 0 ? random.pick([0, 1, 1, 1, 2, 2, 3, 3, 5, 4, 6, 7, 7]) : random.below(256),
  );
}

export const downstreamTarget: FuzzTarget = {
  name: 'downstream',
  fuzz,
  compose,
  seeds: [
    [0, 10, 3, 0, 2, 1],
    [1, 255, 1, 255, 1, 255, 3, 0, 1, 255, 1, 255, 1, 255, 3, 0, 1, 255, 1, 255, 1, 255, 2, 255, 3, 0],
    [1, 255, 3, 0, 4, 255, 1, 255, 3, 0],
    [0, 9, 5, 0, 6, 255, 0, 9],
    [1, 255, 3, 0, 7, 200, 2, 31, 1, 255, 3, 0, 7, 255, 2, 31, 1, 255, 2, 255],
  ].map((bytes) => Uint8Array.from(bytes)),
};
