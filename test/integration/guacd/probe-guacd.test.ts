import { afterEach, describe, expect, it } from 'vitest';
import { probeGuacd } from '../../../src/main/guacd';
import { GuacdFixture } from './fixture';

const fixture = new GuacdFixture();
afterEach(() => fixture.end());

describe('probeGuacd', () => {
  it('learns version and parameters, sends no parameter and leaves', async () => {
    const server = await fixture.play(async (peer) => {
      await peer.expect('select');
      await peer.say('args', 'VERSION_1_6_0', 'hostname', 'port');
      await peer.ended();
    });
    expect(await probeGuacd(server.address, 'vnc', { deadlines: { readyMs: 3_600_000 } })).toEqual({
      protocolVersion: 'VERSION_1_6_0',
      parameterNames: ['hostname', 'port'],
    });
    const peer = await server.peer();
    await peer.ended();
    expect(peer.received).toEqual([{ opcode: 'select', args: ['vnc'] }]);
  });

  it('finds a protocol missing', async () => {
    const server = await fixture.play(async (peer) => peer.ended());
    await expect(
      probeGuacd(server.address, 'kubernetes', { deadlines: { argsMs: 30 } }),
    ).rejects.toMatchObject({
      code: 'GUACD_PROTOCOL_MISSING',
    });
    await (await server.peer()).ended();
  });

  it('can be given up', async () => {
    const controller = new AbortController();
    const server = await fixture.play(async (peer) => {
      await peer.expect('select');
      controller.abort();
      await peer.ended();
    });
    await expect(probeGuacd(server.address, 'ssh', { signal: controller.signal })).rejects.toMatchObject({
      code: 'ABORTED',
    });
    await (await server.peer()).ended();
  });

  it('can be given up before it starts', async () => {
    const server = await fixture.play(async () => Promise.resolve());
    await expect(probeGuacd(server.address, 'ssh', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'ABORTED',
    });
    expect(server.peers).toEqual([]);
  });
});
