import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testEngine } from '../../../src/main/guacd-process/test-engine';
import { systemClock } from '../../../src/shared/clock';
import { EngineBench, GUACD } from './engine-bench';

let bench: EngineBench;
beforeEach(() => {
  bench = new EngineBench();
});
afterEach(() => bench.dispose());

const options = () => ({ clock: systemClock, signal: new AbortController().signal });

describe('the test of an engine elsewhere', () => {
  it.skipIf(!existsSync(GUACD))('is answered by a real guacd', async () => {
    const engine = bench.engine();
    await engine.start();
    const { host = '', port = 0 } = await engine.address();
    const { protocolVersion, connectMs } = await testEngine({ host, port, tls: null }, options());
    expect(protocolVersion).toMatch(/^VERSION_1_\d_0$/);
    expect(connectMs).toBeGreaterThanOrEqual(0);
  });

  it('is refused where nothing listens', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      }),
    );
    await new Promise((resolve) => server.close(resolve));
    await expect(testEngine({ host: '127.0.0.1', port, tls: null }, options())).rejects.toMatchObject({
      code: 'GUACD_UNREACHABLE',
    });
  });
});
