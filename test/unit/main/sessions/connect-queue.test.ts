import { beforeEach, describe, expect, it } from 'vitest';
import { ConnectQueue } from '../../../../src/main/sessions/connect-queue';
import { AppError } from '../../../../src/shared/errors';
import { FakeConnection } from '../../../support/fake-connection';
import { FakeSessionServices } from '../../../support/session-services';

let services: FakeSessionServices;
let queue: ConnectQueue;

const options = (signal?: AbortSignal) => ({
  address: { host: '127.0.0.1', port: 4822 },
  select: { protocol: 'ssh' },
  parameters: {},
  display: { width: 1, height: 1, dpi: 96 },
  ...(signal === undefined ? {} : { signal }),
});

beforeEach(() => {
  services = new FakeSessionServices();
  queue = new ConnectQueue(services.connect, services.clock);
});

describe('the queue of connections', () => {
  it('begins one when the last one is ready or has failed', async () => {
    const all = [queue.connect(options()), queue.connect(options()), queue.connect(options())];
    const outcomes = Promise.allSettled(all);
    (await services.nextConnect()).resolve(new FakeConnection());
    await services.settle();
    expect(services.pending).toHaveLength(1);
    (await services.nextConnect()).reject(new AppError('GUACD_LOST'));
    (await services.nextConnect()).resolve(new FakeConnection());
    expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(services.clock.pendingTimers).toBe(0);
  });

  it('does not wait for ever for one that hangs', async () => {
    const hung = queue.connect(options());
    void queue.connect(options());
    await services.settle();
    expect(services.pending).toHaveLength(1);
    services.clock.advance(2_000);
    await services.settle();
    expect(services.pending).toHaveLength(2);
    services.pending[0]?.resolve(new FakeConnection('$late'));
    expect((await hung).connectionId).toBe('$late');
  });

  it('never begins one that was given up while it waited', async () => {
    const first = queue.connect(options());
    const abort = new AbortController();
    const second = queue.connect(options(abort.signal));
    abort.abort();
    const refusal = expect(second).rejects.toMatchObject({ code: 'ABORTED' });
    (await services.nextConnect()).resolve(new FakeConnection());
    await first;
    await refusal;
    expect(services.pending).toHaveLength(0);
  });
});
