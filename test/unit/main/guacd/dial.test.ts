import { describe, expect, it } from 'vitest';
import type { GuacdAddress } from '../../../../src/main/guacd/address';
import { dial, type DialOptions } from '../../../../src/main/guacd/dial';
import type { OpenCallbacks } from '../../../../src/main/guacd/socket-transport';
import { AppError } from '../../../../src/shared/errors';
import { FakeClock } from '../../../support/fake-clock';
import { FakeTransport } from '../../../support/fake-transport';

class Rig {
  readonly clock = new FakeClock();
  readonly attempts = new Map<string, OpenCallbacks>();
  readonly givenUp: string[] = [];
  readonly outcome: string[] = [];
  readonly stop: () => void;
  failure: AppError | null = null;

  constructor(
    resolve: NonNullable<DialOptions['resolve']>,
    address: GuacdAddress = { host: 'guacd.example', port: 4822 },
  ) {
    this.stop = dial({
      address,
      clock: this.clock,
      connectMs: 10_000,
      resolve,
      open: (_, ip, callbacks) => {
        this.attempts.set(ip, callbacks);
        return () => this.givenUp.push(ip);
      },
      onOpen: (transport) => this.outcome.push(transport === this.transport ? 'open' : 'another'),
      onFail: (error) => {
        this.failure = error;
        this.outcome.push(error.code);
      },
    });
  }

  readonly transport = new FakeTransport();

  get tried(): string[] {
    return [...this.attempts.keys()];
  }

  succeed(ip: string): void {
    this.attempts.get(ip)?.onOpen(this.transport);
  }

  fail(
    ip: string,
    code: 'GUACD_UNREACHABLE' | 'GUACD_TLS_FAILED' = 'GUACD_UNREACHABLE',
    reason = `no ${ip}`,
  ): void {
    this.attempts.get(ip)?.onFail(new AppError(code, undefined, { details: { reason } }));
  }
}

const addresses = (...ips: string[]): Rig => new Rig((_, done) => done(null, ips));

describe('dial', () => {
  it('takes the first address when it answers', () => {
    const rig = addresses('a', 'b');
    rig.succeed('a');
    rig.clock.advance(60_000);
    expect(rig.tried).toEqual(['a']);
    expect(rig.outcome).toEqual(['open']);
    expect(rig.clock.pendingTimers).toBe(0);
  });

  it('tries the next one as soon as one fails', () => {
    const rig = addresses('a', 'b');
    rig.fail('a');
    expect(rig.tried).toEqual(['a', 'b']);
    rig.succeed('b');
    expect(rig.outcome).toEqual(['open']);
  });

  it('tries the next one beside one that is slow, and drops the loser', () => {
    const rig = addresses('a', 'b', 'c');
    rig.clock.advance(249);
    expect(rig.tried).toEqual(['a']);
    rig.clock.advance(1);
    expect(rig.tried).toEqual(['a', 'b']);
    rig.succeed('b');
    expect(rig.givenUp).toEqual(['a']);
    rig.clock.advance(60_000);
    expect(rig.tried).toEqual(['a', 'b']);
    expect(rig.outcome).toEqual(['open']);
  });

  it('T1: fails once all have failed, with where it tried', () => {
    const rig = addresses('a', 'b');
    rig.fail('a');
    expect(rig.outcome).toEqual([]);
    rig.fail('b');
    expect(rig.outcome).toEqual(['GUACD_UNREACHABLE']);
    expect(rig.failure?.details).toEqual({ reason: 'no b', host: 'guacd.example', port: 4822 });
    expect(rig.clock.pendingTimers).toBe(0);
  });

  it('reports a refused certificate before an address that does not answer', () => {
    const rig = addresses('a', 'b');
    rig.fail('a', 'GUACD_TLS_FAILED');
    rig.fail('b');
    expect(rig.failure?.code).toBe('GUACD_TLS_FAILED');
  });

  it('waits for slow ones when fast ones have failed', () => {
    const rig = addresses('a', 'b');
    rig.clock.advance(250);
    rig.fail('b');
    expect(rig.outcome).toEqual([]);
    rig.succeed('a');
    expect(rig.outcome).toEqual(['open']);
  });

  it('T1: has one deadline of 10 s for the look-up and all addresses', () => {
    const rig = addresses('a', 'b', 'c');
    rig.clock.advance(9_999);
    expect(rig.outcome).toEqual([]);
    rig.clock.advance(1);
    expect(rig.outcome).toEqual(['GUACD_CONNECT_TIMEOUT']);
    expect(rig.failure?.retryable).toBe(true);
    expect(rig.givenUp).toEqual(['a', 'b', 'c']);
  });

  it('T1: does not wait for a resolver that does not answer', () => {
    let answer: (ips: string[]) => void = () => undefined;
    const rig = new Rig((_, done) => (answer = (ips) => done(null, ips)));
    rig.clock.advance(10_000);
    expect(rig.outcome).toEqual(['GUACD_CONNECT_TIMEOUT']);
    answer(['a']);
    expect(rig.tried).toEqual([]);
  });

  it.each([
    ['does not exist', Object.assign(new Error(), { code: 'ENOTFOUND' }), []],
    ['has no address', null, []],
  ])('T1: fails when the name %s', (_, error, ips) => {
    const rig = new Rig((_host, done) => done(error, ips));
    expect(rig.outcome).toEqual(['GUACD_UNREACHABLE']);
    expect(rig.failure?.details.reason).toBe('ENOTFOUND');
  });

  it('tries no more than eight addresses', () => {
    const rig = addresses(...Array.from({ length: 12 }, (_, index) => `ip${index}`));
    rig.clock.advance(9_000);
    expect(rig.tried).toHaveLength(8);
  });

  it('calls nobody once it is stopped', () => {
    const rig = addresses('a', 'b');
    rig.stop();
    rig.clock.advance(60_000);
    expect(rig.givenUp).toEqual(['a']);
    expect(rig.outcome).toEqual([]);
    expect(rig.clock.pendingTimers).toBe(0);
  });
});

describe('dial, to a local socket', () => {
  const PATH = '/run/user/1000/guacd';
  const local = (): Rig =>
    new Rig(
      () => {
        throw new Error('a path is no name');
      },
      { path: PATH },
    );

  it('tries it, and looks nothing up', () => {
    const rig = local();
    expect(rig.tried).toEqual([PATH]);
    rig.succeed(PATH);
    expect(rig.outcome).toEqual(['open']);
    expect(rig.clock.pendingTimers).toBe(0);
  });

  it('T1: fails at once when nothing listens there, with where it tried', () => {
    const rig = local();
    rig.fail(PATH, 'GUACD_UNREACHABLE', 'ENOENT');
    expect(rig.outcome).toEqual(['GUACD_UNREACHABLE']);
    expect(rig.failure?.details).toEqual({ reason: 'ENOENT', path: PATH });
    expect(rig.clock.pendingTimers).toBe(0);
  });

  it('asks again while its queue of connections is full', () => {
    const rig = local();
    for (let round = 0; round < 3; round += 1) {
      rig.fail(PATH, 'GUACD_UNREACHABLE', 'EAGAIN');
      rig.attempts.clear();
      rig.clock.advance(19);
      expect(rig.tried).toEqual([]);
      rig.clock.advance(1);
      expect(rig.tried).toEqual([PATH]);
    }
    rig.succeed(PATH);
    expect(rig.outcome).toEqual(['open']);
    expect(rig.clock.pendingTimers).toBe(0);
  });

  it('T1: gives up at the deadline when its queue stays full', () => {
    const rig = local();
    for (let ms = 0; ms < 10_000; ms += 20) {
      rig.fail(PATH, 'GUACD_UNREACHABLE', 'EAGAIN');
      rig.clock.advance(20);
    }
    expect(rig.outcome).toEqual(['GUACD_CONNECT_TIMEOUT']);
    expect(rig.failure?.details).toEqual({ path: PATH });
    expect(rig.clock.pendingTimers).toBe(0);
  });

  it('calls nobody once it is stopped while it waits for room', () => {
    const rig = local();
    rig.fail(PATH, 'GUACD_UNREACHABLE', 'EAGAIN');
    rig.stop();
    rig.clock.advance(60_000);
    expect(rig.outcome).toEqual([]);
    expect(rig.clock.pendingTimers).toBe(0);
  });
});
