import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSessionHooks } from '../../../../../src/main/sessions/hooks/create-session-hooks';
import { createReadOnlyHook } from '../../../../../src/main/sessions/hooks/read-only-hook';
import { Upstream } from '../../../../../src/main/sessions/upstream';
import { UPSTREAM_RULES } from '../../../../../src/main/sessions/upstream-rules';
import { encodeInstruction } from '../../../../../src/shared/guacamole/encode';
import { FakeConnection } from '../../../../support/fake-connection';
import { lineToGuacd } from '../../../../support/hook-rig';
import { makeProfile } from '../../../../support/session-services';

const WATCHERS_MAY_SEND = ['sync', 'nop', 'disconnect', 'ack', 'get'];

/** One of each that a page may send. */
const example = (opcode: string): string =>
  encodeInstruction(
    opcode,
    ...Array.from({ length: UPSTREAM_RULES.get(opcode)?.argumentCount ?? 0 }, () => 1),
  );

function watch() {
  const connection = new FakeConnection();
  const told: string[] = [];
  const upstream = new Upstream(connection, lineToGuacd(createReadOnlyHook()), {
    newestTimestamp: Number.POSITIVE_INFINITY,
    onAnswered: () => undefined,
    onFrame: () => told.push('frame'),
    onPassed: () => undefined,
    onSize: (width, height) => told.push(`${width}x${height}`),
    onViolation: ({ code }) => told.push(code),
  });
  return { connection, upstream, told };
}

describe('a session that only watches', () => {
  it.each([...UPSTREAM_RULES.keys()])('sends %s only when it is no input', (opcode) => {
    const { connection, upstream } = watch();
    upstream.receive(example(opcode));
    expect(connection.sent).toEqual(WATCHERS_MAY_SEND.includes(opcode) ? [example(opcode)] : []);
  });

  it('takes the input out of a mixed message and keeps the rest in order', () => {
    const { connection, upstream } = watch();
    upstream.receive(['sync', 'key', 'nop', 'blob', 'get'].map(example).join(''));
    expect(connection.sent.join('')).toBe(['sync', 'nop', 'get'].map(example).join(''));
  });

  it('never sends input, whatever the page sends in whatever order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.constantFrom(...UPSTREAM_RULES.keys()), { minLength: 1, maxLength: 6 })),
        (messages) => {
          const { connection, upstream } = watch();
          for (const opcodes of messages) upstream.receive(opcodes.map(example).join(''));
          expect(connection.sentInstructions.map(({ opcode }) => opcode)).toEqual(
            messages.flat().filter((opcode) => WATCHERS_MAY_SEND.includes(opcode)),
          );
        },
      ),
    );
  });

  it('sends no input of main’s own and of other hooks either', () => {
    const { connection, upstream } = watch();
    expect(upstream.sendOwn(encodeInstruction('clipboard', 60, 'text/plain'))).toBe(true);
    expect(upstream.sendForHook('key', [65, 1])).toBe(false);
    expect(connection.sent).toEqual([]);
  });

  it('tells the size its page wants and its first frame, though guacd gets no size', () => {
    const { connection, upstream, told } = watch();
    upstream.receive(encodeInstruction('size', 800, 600));
    upstream.receive(example('sync'));
    expect(told).toEqual(['800x600', 'frame']);
    expect(connection.sent).toEqual([example('sync')]);
  });

  it('is one whose profile says so, and no other', () => {
    const hooksFor = (parameters: Record<string, string>): string[] =>
      createSessionHooks({
        sessionId: 'a',
        epoch: 1,
        isJoined: false,
        profile: makeProfile('vnc', parameters),
      }).map(({ name, kind }) => `${kind} ${name}`);
    expect(hooksFor({ 'read-only': 'true' })).toEqual(['guard read-only']);
    expect(hooksFor({ 'read-only': 'false' })).toEqual([]);
    expect(hooksFor({})).toEqual([]);
  });
});
