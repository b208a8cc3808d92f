import { beforeEach, describe, expect, it } from 'vitest';
import type { HookLine } from '../../../../src/main/sessions/hooks/hook-line';
import { createReadOnlyHook } from '../../../../src/main/sessions/hooks/read-only-hook';
import { Upstream, type PassedInput } from '../../../../src/main/sessions/upstream';
import type { AppError } from '../../../../src/shared/errors';
import { encodeInstruction } from '../../../../src/shared/guacamole/encode';
import { FakeConnection } from '../../../support/fake-connection';
import { hookOn, lineToGuacd } from '../../../support/hook-rig';

let connection: FakeConnection;
let upstream: Upstream;
let events: string[];
let violations: AppError[];
let passed: PassedInput[];

const mouse = (x: number, mask = 0): string => encodeInstruction('mouse', x, 0, mask);
const key = (keysym: number): string => encodeInstruction('key', keysym, 1);

function create(hooks: HookLine | null): Upstream {
  return new Upstream(connection, hooks, {
    newestTimestamp: Number.POSITIVE_INFINITY,
    onAnswered: () => undefined,
    onFrame: () => events.push('frame'),
    onPassed: (verdict) => passed.push(verdict),
    onSize: (width, height) => events.push(`${width}x${height}`),
    onViolation: (error) => violations.push(error),
  });
}

beforeEach(() => {
  connection = new FakeConnection();
  events = [];
  violations = [];
  passed = [];
  upstream = create(null);
});

describe('upstream', () => {
  it('P9: sends nothing of a message that holds a forged instruction, and nothing after it', () => {
    upstream.receive(`${key(65)}6.select,3.ssh;`);
    upstream.receive(key(66));
    expect(connection.sent).toEqual([]);
    expect(violations.map(({ code }) => code)).toEqual(['RENDERER_PROTOCOL_VIOLATION']);
  });

  it('tells the first frame once', () => {
    upstream.receive('4.sync,1.1;');
    upstream.receive('4.sync,1.2;');
    expect(events).toEqual(['frame']);
    expect(connection.sent).toEqual(['4.sync,1.1;', '4.sync,1.2;']);
  });

  it('tells the first frame of a watcher too', () => {
    create(lineToGuacd(createReadOnlyHook())).receive('4.sync,1.1;');
    expect(events).toEqual(['frame']);
  });

  it('tells what goes to guacd, and nothing of what does not', () => {
    upstream.receive(`${key(65)}${encodeInstruction('key', 65, 0)}`);
    upstream.receive(encodeInstruction('key', 66, 0));
    upstream.receive('4.sync,13.1732199999000;');
    upstream.receive(encodeInstruction('sync', '-1'));
    create(lineToGuacd(createReadOnlyHook())).receive(`${key(65)}4.sync,1.7;`);
    create(lineToGuacd(createReadOnlyHook())).receive(key(65));
    expect(
      passed.map(({ instructions, syncTimestamp, hasKeyPress }) => [
        instructions,
        syncTimestamp,
        hasKeyPress,
      ]),
    ).toEqual([
      [2, null, true],
      [1, null, false],
      [1, 1_732_199_999_000, false],
      [1, 7, false],
    ]);
  });

  it('tells of a move only when guacd gets it', () => {
    const total = (): number => passed.reduce((sum, { instructions }) => sum + instructions, 0);
    connection.isFast = false;
    for (let x = 1; x <= 100; x++) upstream.receive(mouse(x));
    expect(total()).toBe(1);
    connection.drain();
    expect(total()).toBe(2);
    expect(connection.sent).toHaveLength(2);
  });

  it('replaces moves by the newest one while guacd is slow', () => {
    connection.isFast = false;
    upstream.receive(mouse(1));
    for (let x = 2; x <= 100; x++) upstream.receive(mouse(x));
    expect(connection.sent).toEqual([mouse(1)]);
    connection.drain();
    expect(connection.sent).toEqual([mouse(1), mouse(100)]);
    upstream.receive(mouse(101));
    expect(connection.sent).toEqual([mouse(1), mouse(100), mouse(101)]);
  });

  it('never drops a key, a press or a release, and keeps their order and places', () => {
    connection.isFast = false;
    upstream.receive(mouse(1));
    upstream.receive(mouse(2));
    upstream.receive(mouse(3, 1));
    upstream.receive(mouse(4, 1));
    upstream.receive(mouse(5, 1));
    upstream.receive(key(65));
    upstream.receive(mouse(6, 0));
    upstream.receive(mouse(7, 0));
    connection.drain();
    expect(connection.sent).toEqual([
      mouse(1),
      mouse(2),
      mouse(3, 1),
      mouse(5, 1),
      key(65),
      mouse(6, 0),
      mouse(7, 0),
    ]);
  });

  it('sends nothing more once it has ended', () => {
    connection.isFast = false;
    upstream.receive(mouse(1));
    upstream.receive(mouse(2));
    upstream.dispose();
    connection.drain();
    upstream.receive(key(65));
    expect(connection.sent).toEqual([mouse(1)]);
  });
});

describe('upstream past hooks', () => {
  it('sends the very message when they pass it, and what is left of it when they do not', () => {
    const seen: string[] = [];
    const hooks = lineToGuacd(
      hookOn('toGuacd', ['key', 'mouse'], ({ opcode, text }) => {
        seen.push(text);
        return opcode === 'key' ? { opcode: 'key', args: [66, 1] } : 'pass';
      }),
    );
    upstream = create(hooks);
    upstream.receive(`${mouse(1)}4.sync,1.1;`);
    upstream.receive(`4.sync,1.2;${key(65)}${mouse(2)}`);
    expect(connection.sent).toEqual([`${mouse(1)}4.sync,1.1;`, `4.sync,1.2;${key(66)}${mouse(2)}`]);
    expect(seen).toEqual([mouse(1), key(65), mouse(2)]);
  });

  it('asks no hook about a message that breaks the rules further on', () => {
    const seen: string[] = [];
    upstream = create(
      lineToGuacd(
        hookOn('toGuacd', 'all', ({ opcode }) => {
          seen.push(opcode);
          return 'pass';
        }),
      ),
    );
    upstream.receive(`${key(65)}6.select,3.ssh;`);
    expect(seen).toEqual([]);
    expect(connection.sent).toEqual([]);
    expect(violations).toHaveLength(1);
  });

  it('replaces no move by a newer one when hooks have changed the buttons', () => {
    upstream = create(
      lineToGuacd(
        hookOn('toGuacd', ['mouse'], ({ args }) => ({ opcode: 'mouse', args: [args[0] ?? 0, 0, 4] })),
      ),
    );
    connection.isFast = false;
    for (let x = 1; x <= 3; x++) upstream.receive(mouse(x));
    expect(connection.sent).toEqual([mouse(1, 4), mouse(2, 4), mouse(3, 4)]);
  });

  it('sends what a hook sends behind the page’s input, and only what a page may send', () => {
    connection.isFast = false;
    upstream.receive(mouse(1));
    upstream.receive(mouse(2));
    expect(upstream.sendForHook('key', [65, 1])).toBe(true);
    expect(connection.sent).toEqual([mouse(1), mouse(2), key(65)]);
    expect(() => upstream.sendForHook('select', ['ssh'])).toThrow(
      expect.objectContaining({ code: 'INSTRUCTION_INVALID' }),
    );
    expect(() => upstream.sendForHook('key', [65])).toThrow(
      expect.objectContaining({ code: 'INSTRUCTION_INVALID' }),
    );
    upstream.dispose();
    expect(upstream.sendForHook('key', [65, 1])).toBe(false);
  });

  it('sends nothing once a guard has failed, not even what it did not want', () => {
    upstream = create(
      lineToGuacd(
        hookOn(
          'toGuacd',
          ['mouse'],
          () => {
            throw new Error('broken');
          },
          { kind: 'guard' },
        ),
      ),
    );
    upstream.receive(key(65));
    upstream.receive(`${key(66)}${mouse(1)}${key(67)}`);
    upstream.receive(key(68));
    expect(upstream.sendForHook('key', [69, 1])).toBe(false);
    expect(connection.sent).toEqual([key(65)]);
  });
});
