import { execFileSync } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectGuacd, type GuacdAddress, type GuacdConnection } from '../../../src/main/guacd';
import { encodeInstruction } from '../../../src/shared/guacamole/encode';
import { TestAuthority } from '../../support/certificates';
import { ScriptedGuacd, type ScriptedGuacdOptions } from '../../support/scripted-guacd';

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!hasOpenssl())('an encrypted connection to guacd', () => {
  let authority: TestAuthority;
  let guacd: ScriptedGuacd | null = null;

  beforeAll(() => {
    authority = new TestAuthority();
  });
  afterEach(async () => {
    await guacd?.stop();
    guacd = null;
  });
  afterAll(() => authority.dispose());

  async function listen(options: ScriptedGuacdOptions): Promise<ScriptedGuacd> {
    guacd = await ScriptedGuacd.start(async (peer) => {
      await peer.handshake();
      for (let i = 0; i < 200; i++) void peer.say('blob', 1, 'QUJD'.repeat(2000));
      await peer.say('sync', 1);
    }, options);
    return guacd;
  }

  function connect(address: GuacdAddress): Promise<GuacdConnection> {
    return connectGuacd({
      address,
      select: { protocol: 'ssh' },
      parameters: { hostname: 'h', password: 'canary' },
      display: { width: 800, height: 600, dpi: 96 },
    });
  }

  it.each(['127.0.0.1', 'localhost'])('is verified for %s, and carries a session', async (host) => {
    const server = await listen({ tls: authority.issue('DNS:localhost,IP:127.0.0.1') });
    const connection = await connect({ host, port: server.port, tls: { ca: authority.ca } });
    let bytes = 0;
    const synced = new Promise((resolve) => connection.watch('sync', resolve));
    connection.onInstructions((batch) => (bytes += batch.length));
    await synced;
    await new Promise((resolve) => setImmediate(resolve));
    expect(bytes).toBe(200 * encodeInstruction('blob', 1, 'QUJD'.repeat(2000)).length + '4.sync,1.1;'.length);
    await connection.close();
  });

  it('can be paused without losing anything', async () => {
    const server = await listen({ tls: authority.issue('IP:127.0.0.1') });
    const connection = await connect({ ...server.address, tls: { ca: authority.ca } });
    let bytes = 0;
    let batches = 0;
    const synced = new Promise((resolve) => connection.watch('sync', resolve));
    connection.onInstructions((batch) => {
      bytes += batch.length;
      if (++batches % 5 !== 0) return;
      connection.pause();
      setImmediate(() => connection.resume());
    });
    await synced;
    await new Promise((resolve) => setImmediate(resolve));
    expect(bytes).toBe(200 * encodeInstruction('blob', 1, 'QUJD'.repeat(2000)).length + '4.sync,1.1;'.length);
    await connection.close();
  });

  it('is verified for the name that is asked for instead of the host', async () => {
    const server = await listen({ tls: authority.issue('DNS:guacd.example') });
    const tls = { ca: authority.ca, servername: 'guacd.example' };
    const connection = await connect({ ...server.address, tls });
    await connection.close();
  });

  it.each<[string, string, () => ScriptedGuacdOptions, (() => string) | null]>([
    [
      'the authority is unknown',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      () => ({ tls: authority.issue('IP:127.0.0.1') }),
      null,
    ],
    [
      'it vouches for itself',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      () => ({ tls: authority.selfSigned('IP:127.0.0.1') }),
      () => authority.ca,
    ],
    [
      'the name is another',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      () => ({ tls: authority.issue('DNS:other.example') }),
      () => authority.ca,
    ],
    [
      'it has expired',
      'CERT_HAS_EXPIRED',
      () => ({ tls: authority.issue('IP:127.0.0.1', { days: -1 }) }),
      () => authority.ca,
    ],
  ])('T9: is refused before anything is said when %s', async (_, reason, options, ca) => {
    const server = await listen(options());
    const address = { ...server.address, tls: ca === null ? {} : { ca: ca() } };
    await expect(connect(address)).rejects.toMatchObject({ code: 'GUACD_TLS_FAILED', details: { reason } });
    for (const peer of server.peers) {
      await peer.ended();
      expect(peer.receivedBytes).toBe(0);
    }
  });

  it('T9: is refused when the other side offers only an old version', async () => {
    const server = await listen({ tls: { ...authority.issue('IP:127.0.0.1'), maxVersion: 'TLSv1.1' } });
    await expect(connect({ ...server.address, tls: { ca: authority.ca } })).rejects.toMatchObject({
      code: 'GUACD_TLS_FAILED',
    });
  });

  it('is refused when the authorities cannot be read', async () => {
    const server = await listen({ tls: authority.issue('IP:127.0.0.1') });
    const ca = '-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n';
    await expect(connect({ ...server.address, tls: { ca } })).rejects.toMatchObject({
      code: 'GUACD_TLS_FAILED',
    });
    expect(server.peers).toEqual([]);
  });

  it('T9: says that the other side may expect a plain connection', async () => {
    guacd = await ScriptedGuacd.start((peer) => {
      peer.halfClose();
      return Promise.resolve();
    });
    await expect(connect({ ...guacd.address, tls: { ca: authority.ca } })).rejects.toMatchObject({
      code: 'GUACD_TLS_FAILED',
      details: { hint: 'tls-not-spoken' },
    });
  });

  it('is what a plain client is told about when it is reset at once', async () => {
    guacd = await ScriptedGuacd.start(async (peer) => {
      await peer.expect('select');
      peer.reset();
    });
    await expect(connect(guacd.address)).rejects.toMatchObject({
      code: 'GUACD_HANDSHAKE_FAILED',
      details: { hint: 'tls-expected' },
    });
  });
});
