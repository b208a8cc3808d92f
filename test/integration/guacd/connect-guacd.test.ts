import { createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { connectGuacd } from '../../../src/main/guacd';
import type { GuacdScript } from '../../support/scripted-guacd';
import { display, GuacdFixture } from './fixture';
import { readUntil } from './readers';

const fixture = new GuacdFixture();
afterEach(() => fixture.end());

let abort: () => void = () => undefined;

describe('connectGuacd', () => {
  it.each([
    [null, null, 'size audio video image connect'],
    ['VERSION_1_1_0', 'VERSION_1_1_0', 'size audio video image timezone connect'],
    ['VERSION_1_3_0', 'VERSION_1_3_0', 'size audio video image timezone connect'],
    ['VERSION_1_5_0', 'VERSION_1_5_0', 'size audio video image timezone name connect'],
    ['VERSION_1_9_0', 'VERSION_1_5_0', 'size audio video image timezone name connect'],
  ])('speaks %s', async (version, agreed, opcodes) => {
    const server = await fixture.play(async (peer) => {
      await peer.handshake({ version, parameters: ['port', 'hostname', 'read-only'] });
    });
    const connection = await fixture.connect(server, {
      timezone: 'Europe/Berlin',
      clientName: 'Desk',
      audio: ['audio/L16'],
    });
    const [peer] = server.peers;
    expect(peer?.opcodes.join(' ')).toBe(`select ${opcodes}`);
    const values = ['22', 'example.org', ''];
    expect(peer?.received.at(-1)?.args).toEqual(agreed === null ? values : [agreed, ...values]);
    expect(connection.protocolVersion).toBe(agreed);
    expect(connection.parameterNames).toEqual(['port', 'hostname', 'read-only']);
  });

  it('joins a session by its connection ID', async () => {
    const server = await fixture.play(async (peer) => {
      await peer.handshake({ connectionId: '$same' });
    });
    const connection = await fixture.connect(server, { select: { join: '$same' }, parameters: {} });
    expect(server.peers[0]?.received[0]).toEqual({ opcode: 'select', args: ['$same'] });
    expect(connection.connectionId).toBe('$same');
  });

  it('refuses what cannot be selected before it opens anything', async () => {
    const server = await fixture.play(async () => Promise.resolve());
    await expect(fixture.connect(server, { select: { protocol: '$steal' } })).rejects.toMatchObject({
      code: 'INSTRUCTION_INVALID',
    });
    expect(server.peers).toEqual([]);
  });

  it('T1: rejects when nobody listens', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const address = { host: '127.0.0.1', port };
    await expect(
      connectGuacd({ address, select: { protocol: 'ssh' }, parameters: {}, display }),
    ).rejects.toMatchObject({
      code: 'GUACD_UNREACHABLE',
      retryable: true,
      details: { reason: 'ECONNREFUSED', port },
    });
  });

  it('T1: rejects when the name does not exist', async () => {
    const address = { host: 'no-such-host.invalid', port: 4822 };
    await expect(
      connectGuacd({ address, select: { protocol: 'ssh' }, parameters: {}, display }),
    ).rejects.toMatchObject({
      code: 'GUACD_UNREACHABLE',
      retryable: true,
    });
  });

  it.each([-1, 65_536, 1.5, NaN])('rejects a port that is none: %d', async (port) => {
    const address = { host: '127.0.0.1', port };
    await expect(
      connectGuacd({ address, select: { protocol: 'ssh' }, parameters: {}, display }),
    ).rejects.toMatchObject({ code: 'GUACD_UNREACHABLE' });
  });

  it('tries every address of a name', async () => {
    const server = await fixture.play(async (peer) => {
      await peer.handshake();
    });
    // `localhost` may also be ::1, where nobody listens.
    const connection = await fixture.connect(server, { address: { host: 'localhost', port: server.port } });
    expect(connection.state).toBe('open');
  });

  it('T2: takes silence after select for a missing protocol', async () => {
    const server = await fixture.play(async (peer) => {
      await peer.expect('select');
      await peer.ended();
    });
    await expect(fixture.connect(server, { deadlines: { argsMs: 50 } })).rejects.toMatchObject({
      code: 'GUACD_PROTOCOL_MISSING',
    });
    await (await server.peer()).ended();
  });

  it('T2: does not wait for ever for ready', async () => {
    const server = await fixture.play(async (peer) => {
      await peer.expect('select');
      await peer.say('args', 'VERSION_1_5_0');
      await peer.ended();
    });
    await expect(fixture.connect(server, { deadlines: { readyMs: 50 } })).rejects.toMatchObject({
      code: 'GUACD_HANDSHAKE_TIMEOUT',
    });
  });

  it.each<[string, string, GuacdScript]>([
    [
      'closes after select',
      'GUACD_HANDSHAKE_FAILED',
      async (peer) => {
        await peer.expect('select');
        peer.halfClose();
      },
    ],
    [
      'resets after select',
      'GUACD_HANDSHAKE_FAILED',
      async (peer) => {
        await peer.expect('select');
        peer.reset();
      },
    ],
    [
      'closes after connect',
      'GUACD_HANDSHAKE_FAILED',
      async (peer) => {
        await peer.expect('select');
        await peer.say('args', 'VERSION_1_5_0');
        await peer.expect('connect');
        peer.halfClose();
      },
    ],
    [
      'cuts args short',
      'GUACD_HANDSHAKE_FAILED',
      async (peer) => {
        await peer.expect('select');
        await peer.cut('4.args,13.VERSION_1_5_0,8.hostname;', 20);
      },
    ],
    ['is no guacd', 'GUACD_PROTOCOL_VIOLATION', async (peer) => peer.send('SSH-2.0-OpenSSH_9.2p1\r\n')],
    [
      'reports an error',
      'CLIENT_FORBIDDEN',
      async (peer) => {
        await peer.expect('select');
        await peer.say('error', 'no', 771);
      },
    ],
  ])('rejects when guacd %s', async (_, code, script) => {
    const server = await fixture.play(script);
    await expect(fixture.connect(server)).rejects.toMatchObject({ code });
  });

  it.each<[string, string, GuacdScript]>([
    ['sends ready before args', 'GUACD_PROTOCOL_VIOLATION', async (peer) => peer.say('ready', '$early')],
    [
      'sends args twice',
      'GUACD_PROTOCOL_VIOLATION',
      async (peer) => {
        await peer.say('args', 'VERSION_1_5_0', 'hostname');
        await peer.say('args', 'VERSION_1_5_0', 'hostname');
      },
    ],
    ['sends an error instead of args', 'SERVER_BUSY', async (peer) => peer.say('error', 'busy', 513)],
    [
      'sends an error instead of ready',
      'CLIENT_UNAUTHORIZED',
      async (peer) => {
        await peer.say('args', 'VERSION_1_5_0', 'hostname');
        await peer.expect('connect');
        await peer.say('error', 'no', 769);
      },
    ],
    ['says goodbye instead of args', 'GUACD_HANDSHAKE_FAILED', async (peer) => peer.say('disconnect')],
    [
      'asks for 200 values',
      'GUACD_PROTOCOL_VIOLATION',
      async (peer) => peer.send(`4.args,13.VERSION_1_5_0${',1.p'.repeat(200)};`),
    ],
  ])('P5: rejects when guacd %s', async (_, code, script) => {
    const server = await fixture.play(async (peer) => {
      await peer.expect('select');
      await script(peer);
      await peer.ended();
    });
    await expect(fixture.connect(server)).rejects.toMatchObject({ code });
    expect(server.peers[0]?.opcodes.filter((opcode) => opcode === 'connect').length).toBeLessThanOrEqual(1);
  });

  it('P5: passes over what a handshake has no place for, and agrees with a newer version', async () => {
    const server = await fixture.play(async (peer) => {
      await peer.expect('select');
      await peer.say('size', 0, 1, 1);
      await peer.say('future', 'x');
      await peer.say('args', 'VERSION_9_9_9', 'hostname', 'hostname');
      const { args } = await peer.expect('connect');
      expect(args).toEqual(['VERSION_1_5_0', 'example.org', 'example.org']);
      await peer.say('sync', 1);
      await peer.say('ready', '$late');
    });
    const connection = await fixture.connect(server);
    expect(connection.connectionId).toBe('$late');
  });

  it('says that there is no session to join when guacd closes', async () => {
    const server = await fixture.play(async (peer) => {
      await peer.expect('select');
      peer.halfClose();
    });
    await expect(fixture.connect(server, { select: { join: '$gone' } })).rejects.toMatchObject({
      code: 'RESOURCE_NOT_FOUND',
    });
  });

  it.each<[string, GuacdScript]>([
    ['before it starts', async () => Promise.resolve()],
    [
      'while it waits for args',
      async (peer) => {
        await peer.expect('select');
        abort();
        await peer.ended();
      },
    ],
    [
      'while it waits for ready',
      async (peer) => {
        await peer.expect('select');
        await peer.say('args', 'VERSION_1_5_0');
        await peer.expect('connect');
        abort();
        await peer.ended();
      },
    ],
  ])('can be given up %s, and leaves no socket', async (when, script) => {
    const controller = new AbortController();
    abort = () => controller.abort();
    if (when === 'before it starts') abort();
    const server = await fixture.play(script);
    await expect(fixture.connect(server, { signal: controller.signal })).rejects.toMatchObject({
      code: 'ABORTED',
    });
    await server.peers[0]?.ended();
  });

  it('is not touched by a signal that comes after ready', async () => {
    const controller = new AbortController();
    const server = await fixture.play(async (peer) => {
      await peer.handshake();
      await peer.say('sync', 1);
    });
    const connection = await fixture.connect(server, { signal: controller.signal });
    controller.abort();
    await readUntil(connection, '4.sync,1.1;');
    expect(connection.state).toBe('open');
  });
});
