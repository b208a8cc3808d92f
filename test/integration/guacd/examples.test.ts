import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { connectGuacd, GuacdAddress, GuacdConnection } from '../../../src/main/guacd';
import type { AppError } from '../../../src/shared/errors';
import { waitFor } from '../../support/wait-for';
import { display, GuacdFixture } from './fixture';

const root = join(import.meta.dirname, '../../..');
const folder = join(root, '.cache/examples');

/** What the examples of the document export. */
type Options = Omit<Parameters<typeof connectGuacd>[0], 'signal'>;
type Examples = {
  firstFrame: (address: GuacdAddress) => Promise<number>;
  watchSession: (
    address: GuacdAddress,
    connectionId: string,
    onBatch: (batch: Uint8Array) => void,
  ) => Promise<GuacdConnection>;
  openMany: (
    address: GuacdAddress,
    count: number,
    parametersOf: (index: number) => Record<string, string>,
  ) => Promise<GuacdConnection[]>;
  readSlowly: (connection: GuacdConnection, consume: (batch: Uint8Array) => Promise<void>) => void;
  sendAll: (connection: GuacdConnection, instructions: readonly string[]) => Promise<void>;
  openInTime: (
    options: Options,
    milliseconds: number,
    cancelled: AbortSignal,
  ) => Promise<GuacdConnection | null>;
  openStubbornly: (options: Options, attempts: number) => Promise<GuacdConnection>;
  openNamed: (options: Options, number: number) => Promise<{ connection: GuacdConnection; isNamed: boolean }>;
};

/** Writes each example as it stands in the document to a file of its own, and loads it. */
async function loadExamples(): Promise<Examples> {
  const document = readFileSync(join(root, 'docs/guacd-client.md'), 'utf8');
  const blocks = [...document.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code = '']) => code);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const modules = blocks.map((code, index) => {
    const file = join(folder, `example-${index}.mjs`);
    writeFileSync(file, code.replaceAll("from './src/", `from '${root}/src/`));
    return import(/* @vite-ignore */ file) as Promise<Partial<Examples>>;
  });
  return Object.assign({}, ...(await Promise.all(modules))) as Examples;
}

describe('the examples of docs/guacd-client.md', () => {
  const fixture = new GuacdFixture();
  let examples: Examples;
  const opened: GuacdConnection[] = [];
  const owned = <T extends GuacdConnection>(connection: T): T => {
    opened.push(connection);
    return connection;
  };
  beforeAll(async () => (examples = await loadExamples()));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((connection) => connection.close()));
    await fixture.end();
  });
  const optionsFor = (address: GuacdAddress): Options => ({
    address,
    select: { protocol: 'ssh' },
    parameters: { hostname: 'example.org' },
    display,
  });

  it('open a session, and answer its first frame', async () => {
    const guacd = await fixture.play(async (peer) => {
      const values = await peer.handshake({ parameters: ['hostname', 'username', 'password'] });
      expect(values).toEqual(['VERSION_1_5_0', '192.0.2.7', 'ann', 'secret']);
      await peer.send('4.size,1.0,1.8,1.6;');
      await peer.expect('nop');
      await peer.say('sync', 42);
      expect((await peer.expect('sync')).args).toEqual(['42']);
    });
    expect(await examples.firstFrame(guacd.address)).toBe(19);
  });

  it('tell when a session ends before its first frame', async () => {
    const guacd = await fixture.play(async (peer) => {
      await peer.handshake();
      await peer.say('error', 'no', 0x0207);
    });
    await expect(examples.firstFrame(guacd.address)).rejects.toMatchObject({ code: 'UPSTREAM_NOT_FOUND' });
  });

  it('watch a session, and send nothing but answers to its frames', async () => {
    const guacd = await fixture.play(async (peer) => {
      expect((await peer.expect('select')).args).toEqual(['$abc']);
      await peer.say('args', 'VERSION_1_5_0', 'read-only');
      expect((await peer.expect('connect')).args).toEqual(['VERSION_1_5_0', 'true']);
      await peer.say('ready', '$abc');
      await peer.send('4.size,1.0,1.8,1.6;4.sync,1.7;');
      await peer.expect('sync');
    });
    const batches: string[] = [];
    owned(await examples.watchSession(guacd.address, '$abc', (batch) => batches.push(String(batch))));
    const peer = await guacd.peer();
    await peer.until((received) => received.some(({ opcode }) => opcode === 'sync'));
    expect(batches.join('')).toBe('4.size,1.0,1.8,1.6;4.sync,1.7;');
    expect(peer.opcodes.slice(peer.opcodes.indexOf('connect') + 1)).toEqual(['sync']);
  });

  it('open two hundred sessions in one process, each with its own parameters', async () => {
    const guacd = await fixture.play(async (peer) => {
      await peer.handshake({ parameters: ['hostname'] });
    });
    const connections = await examples.openMany(guacd.address, 200, (index) => ({
      hostname: `host-${index}`,
    }));
    connections.forEach(owned);
    expect(connections.map(({ state }) => state)).toEqual(Array.from(connections, () => 'open'));
    const hosts = guacd.peers.map(
      ({ received }) => received.find(({ opcode }) => opcode === 'connect')?.args[1],
    );
    expect(new Set(hosts).size).toBe(200);
  });

  it('close the sessions that opened when one of many fails', async () => {
    const guacd = await fixture.play(
      async (peer) => {
        await peer.handshake();
        await peer.expect('disconnect');
      },
      async (peer) => {
        await peer.expect('select');
        peer.halfClose();
      },
    );
    await expect(examples.openMany(guacd.address, 2, () => ({}))).rejects.toMatchObject({
      code: 'GUACD_HANDSHAKE_FAILED',
    });
  });

  it('read no faster than a slow consumer', async () => {
    const eightBlobs = `4.blob,1.1,8064.${'A'.repeat(8064)};`.repeat(8);
    const guacd = await fixture.play(async (peer) => {
      await peer.handshake();
      for (let i = 0; i < 40; i++) await peer.send(eightBlobs);
    });
    const connection = await fixture.connect(guacd);
    let [busy, most, bytes] = [0, 0, 0];
    examples.readSlowly(connection, async (batch) => {
      most = Math.max(most, ++busy);
      bytes += batch.length;
      await new Promise((resolve) => setImmediate(resolve));
      busy--;
    });
    await waitFor('everything to be read', () => bytes === 40 * eightBlobs.length);
    expect(most).toBe(1);
  });

  it('send as fast as guacd takes it, and no faster', async () => {
    const guacd = await fixture.play(async (peer) => {
      await peer.handshake();
      peer.stopReading();
    });
    const connection = await fixture.connect(guacd);
    connection.onInstructions(() => undefined);
    const blob = `4.blob,1.0,8064.${'A'.repeat(8064)};`;
    const sent = examples.sendAll(
      connection,
      Array.from({ length: 2000 }, () => blob),
    );
    const peer = await guacd.peer();
    peer.readOn();
    await sent;
    await peer.until((received) => received.filter(({ opcode }) => opcode === 'blob').length === 2000);
    expect(connection.state).toBe('open');
  });

  it('give up in time, and when told to', async () => {
    const guacd = await fixture.play(async (peer) => {
      await peer.expect('select');
    });
    const never = new AbortController();
    expect(await examples.openInTime(optionsFor(guacd.address), 50, never.signal)).toBeNull();
    const cancelled = new AbortController();
    const attempt = examples.openInTime(optionsFor(guacd.address), 60_000, cancelled.signal);
    await (await guacd.peer(1)).until((received) => received.length > 0);
    cancelled.abort();
    expect(await attempt).toBeNull();
  });

  it('try again where that can help, and only there', async () => {
    const guacd = await fixture.play(
      async (peer) => {
        await peer.expect('select');
        await peer.say('error', 'busy', 0x0201);
      },
      async (peer) => {
        await peer.handshake();
      },
    );
    owned(await examples.openStubbornly(optionsFor(guacd.address), 3));
    expect(guacd.peers).toHaveLength(2);
    await fixture.end();
    const refusing = await fixture.play(async (peer) => {
      await peer.expect('select');
      await peer.say('error', 'no', 0x0301);
    });
    await expect(examples.openStubbornly(optionsFor(refusing.address), 3)).rejects.toSatisfy(
      (error: AppError) => error.code === 'CLIENT_UNAUTHORIZED',
    );
    expect(refusing.peers).toHaveLength(1);
  });

  it.each([
    ['VERSION_1_5_0', true],
    ['VERSION_1_3_0', false],
  ])('give a session a name where guacd knows names (%s)', async (version, isNamed) => {
    const guacd = await fixture.play(async (peer) => {
      await peer.handshake({ version });
    });
    const outcome = await examples.openNamed(optionsFor(guacd.address), 7);
    owned(outcome.connection);
    expect(outcome.isNamed).toBe(isNamed);
    const names = (await guacd.peer()).received.filter(({ opcode }) => opcode === 'name');
    expect(names.map(({ args }) => args)).toEqual(isNamed ? [['reports 7']] : []);
  });
});
