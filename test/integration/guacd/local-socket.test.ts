import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dial } from '../../../src/main/guacd/dial';
import { systemClock } from '../../../src/shared/clock';
import type { AppError } from '../../../src/shared/errors';
import { encodeInstruction } from '../../../src/shared/guacamole/encode';
import { ScriptedGuacd, type GuacdScript } from '../../support/scripted-guacd';
import { GuacdFixture } from './fixture';
import { readToEnd } from './readers';

const fixture = new GuacdFixture();
let folder: string;
let path: string;
let guacd: ScriptedGuacd | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pestle-local-'));
  path = join(folder, 'guacd');
});
afterEach(async () => {
  await fixture.end();
  await guacd?.stop();
  guacd = null;
  rmSync(folder, { recursive: true });
});

async function play(script: GuacdScript): Promise<ScriptedGuacd> {
  return (guacd = await ScriptedGuacd.start(script, { path }));
}

describe('a connection to a guacd on a local socket', () => {
  it('T4: is read to the end that guacd closes, whole, and takes input before', async () => {
    const picture = encodeInstruction('blob', 1, 'QUJD'.repeat(2_000)).repeat(400);
    const server = await play(async (peer) => {
      await peer.handshake();
      expect((await peer.expect('key')).args).toEqual(['65', '1']);
      void peer.send(picture);
      peer.halfClose();
      await peer.ended();
    });
    const connection = await fixture.connect(server, { address: { path } });
    expect(connection.send(encodeInstruction('key', 65, 1))).toBe(true);
    const { text, reason } = await readToEnd(connection);
    expect(text).toBe(picture);
    expect(reason).toMatchObject({ code: 'GUACD_LOST' });
  });

  it('T1: fails at once where nothing is, and where nobody listens any more', async () => {
    const server = await play(() => Promise.resolve());
    const attempt = (place: string) => fixture.connect(server, { address: { path: place } });
    await expect(attempt(`${path}-not`)).rejects.toMatchObject({
      code: 'GUACD_UNREACHABLE',
      details: { reason: 'ENOENT', path: `${path}-not` },
    });
    await expect(attempt(folder)).rejects.toMatchObject({ details: { reason: 'ECONNREFUSED' } });
  });

  it('waits for room in a queue that is full, which the system does not', async () => {
    const server = createServer((socket) => socket.on('error', () => undefined));
    await new Promise<void>((resolve) => server.listen({ path, backlog: 1 }, resolve));
    // All in one turn, in which the server takes none of them.
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => {
        return new Promise<string>((resolve) => {
          dial({
            address: { path },
            clock: systemClock,
            connectMs: 10_000,
            onOpen: (transport) => {
              transport.destroy();
              resolve('open');
            },
            onFail: (error: AppError) => resolve(error.code),
          });
        });
      }),
    );
    await new Promise((resolve) => server.close(resolve));
    expect(outcomes).toEqual(outcomes.map(() => 'open'));
  });
});
