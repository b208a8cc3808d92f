import { describe, expect, it } from 'vitest';
import { createRemoteEngine } from '../../../../src/main/guacd-process/remote-engine';
import { AppError } from '../../../../src/shared/errors';
import { FakeClock } from '../../../support/fake-clock';
import { turn } from './fake-backend';

type Tls = { ca: string } | null;

function setUp(answers: ('up' | 'down' | 'bad-certificate')[], host = 'guacd.example', tls: Tls = null) {
  const clock = new FakeClock();
  const looks: number[] = [];
  const controller = new AbortController();
  const backend = createRemoteEngine({
    choice: { kind: 'remote', host, port: 4822, tls },
    clock,
    check: () => {
      const answer = answers[looks.length] ?? 'up';
      looks.push(clock.now());
      if (answer === 'up') return Promise.resolve();
      return Promise.reject(new AppError(answer === 'down' ? 'GUACD_UNREACHABLE' : 'GUACD_TLS_FAILED'));
    },
  });
  const context = { signal: controller.signal, log: () => undefined };
  return { clock, looks, backend, start: () => backend.start(context) };
}

describe('a remote engine', () => {
  it('is ready once it takes a connection, without any process', async () => {
    const { start } = setUp(['up']);
    expect(await start()).toMatchObject({ address: { host: 'guacd.example', port: 4822 }, pid: null });
  });

  it('names host and port when it cannot be reached or verified', async () => {
    await expect(setUp(['down']).start()).rejects.toMatchObject({
      code: 'GUACD_UNREACHABLE',
      message: expect.stringContaining('guacd.example:4822') as unknown,
    });
    await expect(setUp(['bad-certificate'], 'h', { ca: '' }).start()).rejects.toMatchObject({
      code: 'GUACD_TLS_FAILED',
    });
  });

  it('is lost after two failed looks in a row, not after one', async () => {
    const { clock, looks, start } = setUp(['up', 'down', 'up', 'down', 'down']);
    const engine = await start();
    let lost: AppError | null = null;
    void engine.ended.then((error) => (lost = error));
    for (let look = 0; look < 3; look += 1) {
      clock.advance(30_000);
      await turn();
    }
    expect(lost).toBeNull();
    clock.advance(30_000);
    await turn();
    expect(lost).toMatchObject({ code: 'GUACD_UNREACHABLE' });
    expect(looks).toEqual([0, 30_000, 60_000, 90_000, 120_000]);
  });

  it('is not looked at any more after it was stopped', async () => {
    const { clock, looks, start } = setUp(['up']);
    const engine = await start();
    await engine.stop();
    clock.advance(300_000);
    await turn();
    expect(looks).toEqual([0]);
    expect(clock.pendingTimers).toBe(0);
  });

  it('hands on the own authority, and the system ones when there is none', async () => {
    expect(await setUp(['up'], 'h', { ca: 'PEM' }).start()).toMatchObject({
      address: { tls: { ca: 'PEM' } },
    });
    const { address } = await setUp(['up'], 'h', { ca: '' }).start();
    expect(address.tls).toEqual({});
  });

  it.each(['guacd.example', '192.0.2.1', '127.example.com', '::2'])('warns without TLS on %s', (host) => {
    expect(setUp([], host).backend.warnings).toEqual([expect.stringContaining('clear text')]);
  });

  it.each(['localhost', '127.0.0.1', '127.1.2.3', '::1', 'LOCALHOST'])('does not warn on %s', (host) => {
    expect(setUp([], host).backend.warnings).toEqual([]);
  });

  it('does not warn with TLS, and says that it is encrypted', () => {
    const { backend } = setUp([], 'guacd.example', { ca: '' });
    expect(backend.warnings).toEqual([]);
    expect(backend.encrypted).toBe(true);
  });
});
