import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineBench, stateOf } from './engine-bench';

let bench: EngineBench;
let servers: Server[] = [];
beforeEach(() => {
  bench = new EngineBench();
});
afterEach(async () => {
  await bench.dispose();
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
  servers = [];
});

async function listen(server: Server, port = 0): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen');
  return address.port;
}

function plainServer(): Server {
  return createServer((socket) => socket.on('error', () => undefined).resume());
}

function certificate(): { cert: string; key: string } {
  const [certFile, keyFile] = [`${bench.folder}/cert.pem`, `${bench.folder}/key.pem`];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const output = ['-keyout', keyFile, '-out', certFile, '-days', '2'];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  execFileSync('openssl', ['req', '-x509', ...key, ...output, ...subject], { stdio: 'ignore' });
  return { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
}

describe('a remote engine on the network', () => {
  it('is ready when it takes a connection', async () => {
    const port = await listen(plainServer());
    const engine = bench.engine({ choice: { kind: 'remote', host: '127.0.0.1', port, tls: null } });
    expect(await engine.start()).toMatchObject({
      phase: 'ready',
      source: 'remote',
      address: `127.0.0.1:${port}`,
      encrypted: false,
      pid: null,
    });
  });

  it('is found as soon as it comes up', async () => {
    const port = await listen(plainServer());
    await new Promise((resolve) => servers.pop()?.close(resolve));
    const engine = bench.engine({ choice: { kind: 'remote', host: '127.0.0.1', port, tls: null } });
    const state = await engine.start();
    expect(state).toMatchObject({ phase: 'restarting', problem: { code: 'GUACD_UNREACHABLE' } });
    expect(state.nextStartAt).toBeGreaterThan(Date.now());
    await listen(plainServer(), port);
    await stateOf(engine, ({ phase }) => phase === 'ready');
  });

  it('is ready over TLS when its certificate comes from the given authority', async () => {
    const pair = certificate();
    const port = await listen(
      createTlsServer(pair, (socket) => socket.on('error', () => undefined).resume()),
    );
    const tls = { ca: pair.cert };
    const engine = bench.engine({ choice: { kind: 'remote', host: 'localhost', port, tls } });
    expect(await engine.start()).toMatchObject({ phase: 'ready', encrypted: true });
    expect(await engine.address()).toEqual({ host: 'localhost', port, tls });
  });

  it('is never ready over TLS with a certificate that nobody vouches for', async () => {
    const port = await listen(createTlsServer(certificate()));
    const engine = bench.engine({ choice: { kind: 'remote', host: 'localhost', port, tls: { ca: '' } } });
    expect(await engine.start()).toMatchObject({
      phase: 'restarting',
      address: null,
      problem: { code: 'GUACD_TLS_FAILED' },
    });
  });
});
