import { describe, expect, it } from 'vitest';
import {
  HOOK_BUDGET_MS,
  MAX_OVERRUNS,
  OVERRUN_WINDOW_CALLS,
} from '../../../../../src/main/sessions/hooks/hook-health';
import type { HookLine } from '../../../../../src/main/sessions/hooks/hook-line';
import type { HookedInstruction } from '../../../../../src/main/sessions/hooks/hooked-instruction';
import type { HookVerdict, SessionHook } from '../../../../../src/main/sessions/hooks/session-hook';
import { AppError } from '../../../../../src/shared/errors';
import { encodeInstruction } from '../../../../../src/shared/guacamole/encode';
import { hookOn, HookRig } from '../../../../support/hook-rig';

/** What comes out for one instruction; null when it was dropped. */
function take(line: HookLine, opcode: string, ...args: (string | number)[]): string | null {
  const bytes = line.take(opcode, Buffer.from(encodeInstruction(opcode, ...args)));
  return bytes === null ? null : Buffer.from(bytes).toString();
}

/** Adds its name to the first argument of a `key`, both ways. */
function signer(name: string, seen: string[] = []): SessionHook {
  const judge = ({ opcode, args }: HookedInstruction): HookVerdict => {
    seen.push(`${name} ${args.join()}`);
    return { opcode, args: [`${args[0] ?? ''}${name}`, ...args.slice(1)] };
  };
  return {
    name,
    kind: 'guest',
    fromGuacd: { opcodes: ['key'], judge },
    toGuacd: { opcodes: ['key'], judge },
  };
}

const thrower = (kind: SessionHook['kind'], side: 'fromGuacd' | 'toGuacd' = 'toGuacd'): SessionHook =>
  hookOn(
    side,
    ['key'],
    () => {
      throw new RangeError('s3cret text of the instruction');
    },
    { name: 'broken', kind },
  );

describe('the hooks of a connection', () => {
  it('meet what comes from guacd first to last and what goes there last to first, each seeing the change before it', () => {
    const seen: string[] = [];
    const { fromGuacd, toGuacd } = new HookRig(signer('a', seen), signer('b', seen), signer('c', seen));
    expect(take(fromGuacd, 'key', '', 1)).toBe('3.key,3.abc,1.1;');
    expect(take(toGuacd, 'key', '', 1)).toBe('3.key,3.cba,1.1;');
    expect(seen).toEqual(['a ,1', 'b a,1', 'c ab,1', 'c ,1', 'b c,1', 'a cb,1']);
  });

  it('see only the opcodes they want, those of a change included', () => {
    const seen: string[] = [];
    const { toGuacd } = new HookRig(
      hookOn('toGuacd', ['mouse'], ({ text }) => {
        seen.push(text);
        return 'pass';
      }),
      hookOn('toGuacd', ['key'], () => ({ opcode: 'mouse', args: [1, 2, 0] })),
    );
    expect(toGuacd.wants('key')).toBe(true);
    expect(toGuacd.wants('sync')).toBe(false);
    expect(take(toGuacd, 'key', 65, 1)).toBe('5.mouse,1.1,1.2,1.0;');
    expect(seen).toEqual(['5.mouse,1.1,1.2,1.0;']);
  });

  it('get the very bytes back when nothing is changed', () => {
    const { fromGuacd } = new HookRig(hookOn('fromGuacd', 'all', () => 'pass'));
    const bytes = Buffer.from('4.name,3.é😀x;');
    expect(fromGuacd.take('name', bytes)).toBe(bytes);
  });

  it('end an instruction that one of them drops; later ones do not see it', () => {
    const seen: string[] = [];
    const { fromGuacd } = new HookRig(
      hookOn('fromGuacd', ['key'], () => 'drop'),
      signer('late', seen),
    );
    expect(take(fromGuacd, 'key', 65, 1)).toBeNull();
    expect(seen).toEqual([]);
  });

  it('read an instruction only during the call, and keep what they have read', () => {
    const kept: HookedInstruction[] = [];
    const { fromGuacd } = new HookRig(
      hookOn('fromGuacd', 'all', (instruction) => {
        if (kept.push(instruction) === 1) expect(instruction.args).toEqual(['é😀', '1']);
        return 'pass';
      }),
    );
    take(fromGuacd, 'name', 'é😀', 1);
    take(fromGuacd, 'name', 'é😀', 1);
    expect(kept[0]?.args).toEqual(['é😀', '1']);
    expect(() => kept[0]?.text).toThrow('after the call');
    expect(() => kept[1]?.args).toThrow('after the call');
  });
});

describe('a hook that fails', () => {
  it.each(['fromGuacd', 'toGuacd'] as const)(
    'is removed and named once when it throws (%s), and the instruction passes as if it were not there',
    (side) => {
      const rig = new HookRig(signer('a'), thrower('guest', side), signer('c'));
      const line = rig[side];
      const expected = side === 'fromGuacd' ? '3.key,2.ac,1.1;' : '3.key,2.ca,1.1;';
      for (let i = 0; i < 3; i++) expect(take(line, 'key', '', 1)).toBe(expected);
      expect(rig.logged).toEqual([
        {
          event: 'session.hook-removed',
          facts: { hook: 'broken', kind: 'guest', error: 'RangeError', code: 'INTERNAL' },
        },
      ]);
      expect(rig.guardFailures).toEqual([]);
    },
  );

  it.each(['fromGuacd', 'toGuacd'] as const)(
    'lets nothing pass in either direction when it is a guard (%s), and ends the session once',
    (side) => {
      const rig = new HookRig(signer('a'), thrower('guard', side), signer('c'));
      expect(take(rig[side], 'key', 65, 1)).toBeNull();
      for (const line of [rig.fromGuacd, rig.toGuacd]) {
        expect(line.isBlocked()).toBe(true);
        expect(take(line, 'key', 65, 1)).toBeNull();
        expect(take(line, 'sync', 1)).toBeNull();
      }
      expect(rig.guardFailures).toMatchObject([
        { code: 'SESSION_GUARD_FAILED', details: { hook: 'broken' } },
      ]);
    },
  );

  it('never writes to the log what an instruction held', () => {
    const rig = new HookRig(thrower('guest'));
    take(rig.toGuacd, 'key', 65, 1);
    expect(JSON.stringify(rig.logged)).not.toContain('s3cret');
  });

  it.each<[string, HookVerdict]>([
    ['that cannot be written', { opcode: 'key', args: ['\0', 1] }],
    ['beyond guacd’s limits', { opcode: 'key', args: ['x'.repeat(8_193), 1] }],
    ['with too few arguments', { opcode: 'key', args: [65] }],
    ['that no page may send', { opcode: 'select', args: ['ssh'] }],
  ])('is one that makes an instruction to guacd %s', (_, verdict) => {
    const rig = new HookRig(hookOn('toGuacd', ['key'], () => verdict));
    expect(take(rig.toGuacd, 'key', 65, 1)).toBe('3.key,2.65,1.1;');
    expect(rig.logged).toMatchObject([{ facts: { code: 'INSTRUCTION_INVALID' } }]);
  });

  it.each([undefined, null, 'yes', 1, Promise.resolve('pass'), { opcode: 'key' }])(
    'is one that answers with no verdict (%s)',
    (answer) => {
      const hook = { name: 'odd', kind: 'guest', toGuacd: { opcodes: ['key'], judge: () => answer } };
      const rig = new HookRig(hook as unknown as SessionHook);
      expect(take(rig.toGuacd, 'key', 65, 1)).toBe('3.key,2.65,1.1;');
      expect(rig.logged).toMatchObject([{ event: 'session.hook-removed', facts: { hook: 'odd' } }]);
    },
  );

  it('may make instructions to the page that no page may send', () => {
    const { fromGuacd } = new HookRig(
      hookOn('fromGuacd', ['key'], () => ({ opcode: 'size', args: [0, 1, 1] })),
    );
    expect(take(fromGuacd, 'key', 65, 1)).toBe('4.size,1.0,1.1,1.1;');
  });
});

describe('a hook that is slow', () => {
  const slow = (kind: SessionHook['kind'], tookMs: () => number): HookRig => {
    const hook = hookOn(
      'toGuacd',
      ['key'],
      () => {
        rig.clock.advance(tookMs());
        return { opcode: 'key', args: [66, 1] };
      },
      { name: 'slow', kind },
    );
    const rig = new HookRig(hook);
    return rig;
  };

  it('is left alone within its budget', () => {
    const rig = slow('guard', () => HOOK_BUDGET_MS);
    for (let i = 0; i < 100; i++) expect(take(rig.toGuacd, 'key', 65, 1)).toBe('3.key,2.66,1.1;');
    expect(rig.logged).toEqual([]);
  });

  it('is reported once, goes on, and is removed when it stays slow', () => {
    const rig = slow('guest', () => HOOK_BUDGET_MS + 1);
    for (let i = 0; i < MAX_OVERRUNS; i++) expect(take(rig.toGuacd, 'key', 65, 1)).toBe('3.key,2.66,1.1;');
    expect(take(rig.toGuacd, 'key', 65, 1)).toBe('3.key,2.65,1.1;');
    expect(rig.logged).toEqual([
      { event: 'session.hook-slow', facts: { hook: 'slow', tookMs: HOOK_BUDGET_MS + 1 } },
      { event: 'session.hook-removed', facts: { hook: 'slow', kind: 'guest', overruns: MAX_OVERRUNS } },
    ]);
  });

  it('ends the session when it is a guard and stays slow', () => {
    const rig = slow('guard', () => HOOK_BUDGET_MS + 1);
    for (let i = 0; i < MAX_OVERRUNS - 1; i++) take(rig.toGuacd, 'key', 65, 1);
    expect(rig.guardFailures).toEqual([]);
    expect(take(rig.toGuacd, 'key', 65, 1)).toBeNull();
    expect(rig.guardFailures).toMatchObject([{ code: 'SESSION_GUARD_FAILED' }]);
  });

  it('is removed when it is slow in one call of ten', () => {
    let calls = 0;
    const rig = slow('guest', () => (calls++ % 10 === 0 ? HOOK_BUDGET_MS + 1 : 0));
    for (let i = 0; i < OVERRUN_WINDOW_CALLS; i++) take(rig.toGuacd, 'key', 65, 1);
    expect(rig.logged.at(-1)?.event).toBe('session.hook-removed');
  });

  it('is kept when a busy computer holds it up now and then, however often it is called', () => {
    let calls = 0;
    const rig = slow('guard', () => (calls++ % OVERRUN_WINDOW_CALLS < MAX_OVERRUNS - 1 ? 1_000 : 0));
    for (let i = 0; i < OVERRUN_WINDOW_CALLS * 20; i++) {
      expect(take(rig.toGuacd, 'key', 65, 1)).toBe('3.key,2.66,1.1;');
    }
    expect(rig.logged).toHaveLength(1);
    expect(rig.guardFailures).toEqual([]);
  });
});

describe('the life of hooks', () => {
  const living = (name: string, told: string[], broken = ''): SessionHook => ({
    name,
    kind: 'guest',
    opened: ({ epoch }) => {
      told.push(`${name} opened ${epoch}`);
      if (broken === 'opened') throw new Error('broken');
    },
    closed: (reason) => {
      told.push(`${name} closed ${reason?.code ?? 'in peace'}`);
      if (broken === 'closed') throw new Error('broken');
    },
  });
  const send = (): boolean => true;

  it('is told in order, and its end once', () => {
    const told: string[] = [];
    const { hooks } = new HookRig(living('a', told), living('b', told));
    hooks.opened(send);
    hooks.closed(new AppError('GUACD_LOST'));
    hooks.closed(null);
    expect(told).toEqual(['a opened 1', 'b opened 1', 'a closed GUACD_LOST', 'b closed GUACD_LOST']);
  });

  it('goes on for the others when one fails at either end', () => {
    const told: string[] = [];
    const rig = new HookRig(living('a', told, 'opened'), living('b', told, 'closed'), living('c', told));
    rig.hooks.opened(send);
    rig.hooks.closed(null);
    expect(told).toEqual([
      'a opened 1',
      'b opened 1',
      'c opened 1',
      'b closed in peace',
      'c closed in peace',
    ]);
    expect(rig.logged.map(({ facts }) => facts.hook)).toEqual(['a', 'b']);
  });

  it('does not begin for those behind a guard that cannot start', () => {
    const told: string[] = [];
    const rig = new HookRig({ ...living('a', told, 'opened'), kind: 'guard' }, living('b', told));
    rig.hooks.opened(send);
    rig.hooks.closed(null);
    expect(told).toEqual(['a opened 1']);
    expect(rig.guardFailures).toHaveLength(1);
  });

  it('needs no line in a direction that no hook looks', () => {
    const { hooks } = new HookRig(hookOn('toGuacd', ['key'], () => 'pass'));
    expect(hooks.fromGuacd).toBeNull();
    expect(hooks.toGuacd).not.toBeNull();
  });
});
