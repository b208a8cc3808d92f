import { isAscii } from 'node:buffer';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Downstream, TURN_BYTES } from '../../../../../src/main/sessions/downstream';
import { HookedSource } from '../../../../../src/main/sessions/hooks/hooked-source';
import type { HookVerdict, SessionHook } from '../../../../../src/main/sessions/hooks/session-hook';
import { decodeInstructions, type Instruction } from '../../../../../src/shared/guacamole/decode';
import { encodeInstruction } from '../../../../../src/shared/guacamole/encode';
import type { DownstreamMessage } from '../../../../../src/shared/ipc/session-channel';
import { allSplits, randomPieces } from '../../../../support/chunked';
import { FakeChannel } from '../../../../support/fake-channel';
import { FakeClock } from '../../../../support/fake-clock';
import { FakeConnection } from '../../../../support/fake-connection';
import { hookOn, HookRig } from '../../../../support/hook-rig';

/** A connection whose page is fed past `hooks`, or without any. */
class Relay {
  readonly connection = new FakeConnection();
  readonly page = new FakeChannel();
  readonly rig: HookRig;
  readonly downstream: Downstream;
  #turnEnds: (() => void)[] = [];

  constructor(...hooks: SessionHook[]) {
    this.rig = new HookRig(...hooks);
    const line = this.rig.hooks.fromGuacd;
    const source = line === null ? this.connection : new HookedSource(this.connection, line);
    this.downstream = new Downstream({
      connection: {
        onInstructions: (listener) => source.onInstructions(listener),
        pause: () => this.connection.pause(),
        resume: () => this.connection.resume(),
      },
      epoch: 1,
      clock: new FakeClock(),
      post: (message) => this.page.post(message),
      afterTurn: (callback) => this.#turnEnds.push(callback),
    });
  }

  get text(): string {
    return this.page.textOf(1);
  }

  endTurn(): void {
    for (const callback of this.#turnEnds.splice(0)) callback();
  }

  /** Plays the pieces, each in a turn of its own. */
  play(pieces: readonly Uint8Array[]): DownstreamMessage[] {
    for (const piece of pieces) {
      this.connection.deliver(piece);
      this.endTurn();
    }
    return this.page.posted;
  }
}

const NAMED = ['key', 'name', 'sync', 'blob'] as const;
/** One that the protocol does not have is there for hooks that want all. */
const OPCODES = [...NAMED, 'é😀'] as const;

const instructions = fc.array(
  fc.record({
    opcode: fc.constantFrom(...OPCODES),
    args: fc.array(fc.string({ unit: 'grapheme', maxLength: 6 }), { maxLength: 4 }),
  }),
  { maxLength: 30 },
);
const wire = (all: readonly Instruction[]): Buffer =>
  Buffer.from(all.map(({ opcode, args }) => encodeInstruction(opcode, ...args)).join(''));

/** What a hook does to each opcode, and which it wants. */
const hookPlans = fc.record({
  opcodes: fc.oneof(fc.constant('all' as const), fc.subarray([...NAMED])),
  deeds: fc.record(
    Object.fromEntries(
      OPCODES.map((opcode) => [opcode, fc.constantFrom('pass', 'drop', 'change', 'rename')]),
    ),
  ),
});
type HookPlan = typeof hookPlans extends fc.Arbitrary<infer Plan> ? Plan : never;

function verdictOf({ deeds }: HookPlan, { opcode, args }: Instruction): HookVerdict {
  const deed = deeds[opcode];
  if (deed === 'change') return { opcode, args: [...args, 'ü', 1] };
  if (deed === 'rename') return { opcode: opcode === 'key' ? 'name' : 'key', args: [args.join('')] };
  return deed === 'drop' ? 'drop' : 'pass';
}

const hookOf = (plan: HookPlan): SessionHook =>
  hookOn('fromGuacd', plan.opcodes, ({ opcode, args }) => verdictOf(plan, { opcode, args: [...args] }));

/** The same by decoding everything, asking each hook in turn, and writing what is left. */
function model(plans: readonly HookPlan[], all: readonly Instruction[]): string {
  let present = [...all];
  for (const plan of plans) {
    present = present.flatMap((instruction) => {
      const isWanted = plan.opcodes === 'all' || plan.opcodes.some((one) => one === instruction.opcode);
      const verdict = isWanted ? verdictOf(plan, instruction) : 'pass';
      if (verdict === 'pass') return [instruction];
      return verdict === 'drop' ? [] : [{ opcode: verdict.opcode, args: verdict.args.map(String) }];
    });
  }
  return wire(present).toString();
}

describe('the source behind the hooks', () => {
  it('posts what no hooks would, message by message, when they pass everything, however the stream is cut', () => {
    fc.assert(
      fc.property(
        instructions,
        fc.integer(),
        fc.integer({ min: 1, max: 60 }),
        fc.oneof(fc.constant('all' as const), fc.subarray([...NAMED], { minLength: 1 })),
        (all, seed, maxBytes, opcodes) => {
          const pieces = randomPieces(wire(all), seed, maxBytes);
          const read: string[] = [];
          const hooked = new Relay(
            hookOn('fromGuacd', opcodes, ({ opcode, args }) => {
              read.push(encodeInstruction(opcode, ...args));
              return 'pass';
            }),
          );
          expect(hooked.play(pieces)).toEqual(new Relay().play(pieces));
          const wanted = all.filter(
            ({ opcode }) => opcodes === 'all' || opcodes.some((one) => one === opcode),
          );
          expect(read.join('')).toBe(wire(wanted).toString());
        },
      ),
      { numRuns: 300 },
    );
  });

  it('posts what decoding, asking and encoding would, when they drop and change, however the stream is cut', () => {
    let altered = 0;
    fc.assert(
      fc.property(
        instructions,
        fc.array(hookPlans, { minLength: 1, maxLength: 3 }),
        fc.integer(),
        fc.integer({ min: 1, max: 200 }),
        (all, plans, seed, maxBytes) => {
          const relay = new Relay(...plans.map(hookOf));
          const posted = relay.play(randomPieces(wire(all), seed, maxBytes));
          const expected = model(plans, all);
          if (expected !== wire(all).toString()) altered++;
          expect(relay.text).toBe(expected);
          expect(relay.rig.logged).toEqual([]);
          expect(relay.page.postedBytes).toBe(Buffer.byteLength(expected));
          expect(relay.downstream.owedBytes).toBe(Buffer.byteLength(expected));
          for (const message of posted) {
            if (message.kind === 'data' && message.isAscii)
              expect(isAscii(Buffer.from(message.text))).toBe(true);
          }
        },
      ),
      { numRuns: 400 },
    );
    expect(altered).toBeGreaterThan(200);
  });

  it('cuts an instruction out that lies across any border', () => {
    const stream = Buffer.from('4.name,3.a😀é;4.sync,2.é1;3.nop;');
    for (const pieces of allSplits(stream)) {
      const relay = new Relay(hookOn('fromGuacd', ['sync'], () => 'drop'));
      relay.play(pieces);
      expect(relay.text).toBe('4.name,3.a😀é;3.nop;');
    }
  });

  it.each(['ssh', 'vnc', 'rdp'])(
    'changes nothing in a recorded %s session when the hooks pass everything',
    (name) => {
      const stream = readFileSync(`test/fixtures/streams/${name}.guac`);
      let frames = 0;
      const relay = new Relay(
        hookOn('fromGuacd', 'all', () => 'pass'),
        hookOn('fromGuacd', ['sync'], () => {
          frames++;
          return 'pass';
        }),
      );
      relay.play(randomPieces(stream, 7, 65_536));
      expect(relay.text).toBe(stream.toString());
      let expected = 0;
      decodeInstructions(stream.toString(), false, (opcode) => (expected += opcode === 'sync' ? 1 : 0));
      expect(frames).toBe(expected);
    },
  );

  it('takes its share of a turn for what is dropped too', () => {
    const relay = new Relay(hookOn('fromGuacd', ['blob'], () => 'drop'));
    const blobs = encodeInstruction('blob', 1, 'A'.repeat(8_064)).repeat(8);
    for (let read = 0; read < TURN_BYTES; read += blobs.length) relay.connection.deliver(blobs);
    expect(relay.connection.isPaused).toBe(true);
    relay.endTurn();
    expect(relay.connection.isPaused).toBe(false);
    expect(relay.page.posted).toEqual([]);
  });

  it('delivers nothing more of a batch in which a guard fails, and nothing later', () => {
    const relay = new Relay(
      hookOn(
        'fromGuacd',
        ['sync'],
        () => {
          throw new Error('broken');
        },
        { kind: 'guard' },
      ),
    );
    relay.connection.deliver('3.nop;4.sync,1.1;3.nop;');
    relay.connection.deliver('3.nop;');
    relay.endTurn();
    expect(relay.page.posted).toEqual([]);
    expect(relay.rig.guardFailures).toHaveLength(1);
  });

  it('stops in the middle of a batch when its listener leaves', () => {
    const connection = new FakeConnection();
    const source = new HookedSource(
      connection,
      new HookRig(hookOn('fromGuacd', ['sync'], () => 'drop')).fromGuacd,
    );
    const heard: string[] = [];
    const subscription = source.onInstructions((bytes) => {
      heard.push(Buffer.from(bytes).toString());
      subscription.dispose();
    });
    connection.deliver('3.nop;4.sync,1.1;3.nop;');
    connection.deliver('3.nop;');
    expect(heard).toEqual(['3.nop;']);
  });
});
