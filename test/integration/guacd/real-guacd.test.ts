import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectGuacd, probeGuacd, type GuacdConnection, type TcpAddress } from '../../../src/main/guacd';
import type { AppError } from '../../../src/shared/errors';
import { TestAuthority } from '../../support/certificates';
import { waitFor } from '../../support/wait-for';

const guacdPath = '/usr/sbin/guacd';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => resolve(true));
    socket.on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}

describe.skipIf(!existsSync(guacdPath))('the guacd client with a real guacd', () => {
  let address: TcpAddress;
  let tlsAddress: TcpAddress;
  let authority: TestAuthority;
  const children: ChildProcess[] = [];
  let home: string;

  async function start(...options: string[]): Promise<TcpAddress> {
    const port = await freePort();
    const child = spawn(guacdPath, ['-f', '-b', '127.0.0.1', '-l', String(port), ...options], {
      env: { PATH: '/usr/bin:/bin', HOME: home, LC_ALL: 'C.UTF-8' },
      stdio: 'ignore',
    });
    children.push(child);
    let isUp = false;
    await waitFor('guacd to listen', () => {
      void accepts(port).then((up) => (isUp ||= up));
      return isUp;
    });
    return { host: '127.0.0.1', port };
  }

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'pestle-guacd-'));
    authority = new TestAuthority();
    const { cert, key } = authority.issue('IP:127.0.0.1');
    writeFileSync(join(home, 'cert.pem'), cert);
    writeFileSync(join(home, 'key.pem'), key);
    address = await start();
    tlsAddress = await start('-C', join(home, 'cert.pem'), '-K', join(home, 'key.pem'));
  });

  afterAll(async () => {
    for (const child of children) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await gone;
    }
    authority.dispose();
    rmSync(home, { recursive: true, force: true });
  });

  const display = { width: 800, height: 600, dpi: 96 };

  function reasonOf(connection: GuacdConnection): Promise<AppError | null> {
    return new Promise((resolve) => connection.onClosed(resolve));
  }

  it('learns the parameters of ssh', async () => {
    const { protocolVersion, parameterNames } = await probeGuacd(address, 'ssh');
    expect(protocolVersion).toMatch(/^VERSION_1_[0-9]_0$/);
    expect(parameterNames).toEqual(expect.arrayContaining(['hostname', 'port', 'username', 'password']));
  });

  it('finds out that a protocol is missing', async () => {
    await expect(
      probeGuacd(address, 'no-such-protocol', { deadlines: { argsMs: 500 } }),
    ).rejects.toMatchObject({
      code: 'GUACD_PROTOCOL_MISSING',
    });
  });

  it('reports a remote computer that cannot be reached, and names a parameter that this guacd does not know', async () => {
    const connection = await connectGuacd({
      address,
      select: { protocol: 'ssh' },
      parameters: { hostname: '127.0.0.1', port: String(await freePort()), username: 'nobody', mystery: 'x' },
      display,
      timezone: 'Europe/Berlin',
      clientName: 'Ünïcode 😀',
    });
    expect(connection.unknownParameters).toEqual(['mystery']);
    connection.onInstructions(() => undefined);
    expect(await reasonOf(connection)).toMatchObject({
      code: expect.stringMatching(/^(UPSTREAM_NOT_FOUND|SERVER_ERROR|UPSTREAM_ERROR)$/) as string,
    });
  });

  it('joins a session by its connection ID and leaves it again', async () => {
    // A server that accepts and says nothing keeps a telnet session open.
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const parameters = { hostname: '127.0.0.1', port: String(port) };
    const owner = await connectGuacd({ address, select: { protocol: 'telnet' }, parameters, display });
    // guacd 1.3.0 crashes when somebody joins before the terminal is there.
    const firstFrame = new Promise((resolve) => owner.watch('sync', resolve));
    owner.onInstructions(() => undefined);
    await firstFrame;
    const joiner = await connectGuacd({
      address,
      select: { join: owner.connectionId },
      parameters: {},
      display,
    });
    const firstSync = new Promise((resolve) => joiner.watch('sync', resolve));
    joiner.onInstructions(() => undefined);
    await firstSync;
    await joiner.close();
    expect(owner.state).toBe('open');
    await owner.close();
    silent.close();
  });

  it('says that there is no session to join', async () => {
    const attempt = connectGuacd({ address, select: { join: '$nowhere' }, parameters: {}, display });
    await expect(attempt).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
  });

  it('speaks TLS, and is told apart when one side does not', async () => {
    const tls = { ca: authority.ca };
    const { parameterNames } = await probeGuacd({ ...tlsAddress, tls }, 'vnc');
    expect(parameterNames).toContain('hostname');
    await expect(probeGuacd({ ...address, tls }, 'vnc')).rejects.toMatchObject({
      code: 'GUACD_TLS_FAILED',
      details: { hint: 'tls-not-spoken' },
    });
    await expect(probeGuacd(tlsAddress, 'vnc')).rejects.toMatchObject({ code: 'GUACD_HANDSHAKE_FAILED' });
  });

  it('carries any text of a profile through the handshake', async () => {
    const odd = 'ä😀,1.x;4.nop;\u{10ffff}"\\';
    const connection = await connectGuacd({
      address,
      select: { protocol: 'ssh' },
      parameters: { hostname: '127.0.0.1', port: '1', username: odd, password: odd, 'font-name': odd },
      display,
    });
    await connection.close();
  });
});
