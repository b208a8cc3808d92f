import { afterEach, describe, expect, it } from 'vitest';
import { MAX_OWED_BYTES } from '../../../src/main/sessions/downstream';
import { encodeInstruction } from '../../../src/shared/guacamole/encode';
import { LiveSessions } from '../../support/live-sessions';
import { ScriptedGuacd, type GuacdScript, type ScriptedPeer } from '../../support/scripted-guacd';
import { waitFor } from '../../support/wait-for';

const PARAMETERS = { hostname: 'host', port: '22', username: 'ann', password: 'x' };
const NAMES = { parameters: Object.keys(PARAMETERS) };

let guacd: ScriptedGuacd;
let sessions: LiveSessions;

/** One guacd; connections run the scripts in turn. */
async function start(...scripts: GuacdScript[]): Promise<void> {
  guacd = await ScriptedGuacd.start(scripts);
  sessions = new LiveSessions(guacd.address);
}

/** Shows a first frame, and then answers every key with a frame of its own. */
const echo: GuacdScript = async (peer) => {
  await peer.handshake(NAMES);
  await peer.say('sync', 1);
  await echoKeys(peer);
};

async function echoKeys(peer: ScriptedPeer): Promise<void> {
  for (;;) {
    const { args } = await peer.expect('key');
    if (args[1] === '1') await peer.say('sync', args[0] ?? '');
  }
}

/** Shows a first frame, and then sends as fast as it is read. */
const flood =
  (onSent: (bytes: number) => void = () => undefined): GuacdScript =>
  async (peer) => {
    const piece = encodeInstruction('blob', 1, 'A'.repeat(8_064)).repeat(32);
    await peer.handshake(NAMES);
    await peer.say('sync', 1);
    while (!peer.hasEnded) {
      await peer.send(piece);
      onSent(piece.length);
      // A write to a socket that is gone fails at once; the end of the socket is told in a later turn.
      await nextTurn();
    }
  };

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const press = (keysym: number): string => encodeInstruction('key', keysym, 1);

afterEach(async () => {
  await sessions.manager.disposeAll();
  await guacd.stop();
});

describe('sessions with a scripted guacd', () => {
  it('show a frame, and carry a key there and its echo back', async () => {
    await start(echo);
    const { id, page } = sessions.open('ssh', PARAMETERS);
    await sessions.reach(id, 'live');
    page.input(1, press(1_234));
    await page.waitForInstruction('sync', '1234');
  });

  it('T10: hold back a flood to a page that hangs, while another session goes on', async () => {
    let flooded = 0;
    await start(
      flood((bytes) => (flooded += bytes)),
      echo,
    );
    const hung = sessions.open('ssh', PARAMETERS);
    await sessions.reach(hung.id, 'live');
    const calm = sessions.open('ssh', PARAMETERS);
    await sessions.reach(calm.id, 'live');
    hung.page.isHung = true;
    const before = hung.page.bytes;
    for (let keysym = 1_000; keysym < 1_050; keysym++) {
      calm.page.input(1, press(keysym));
      await calm.page.waitForInstruction('sync', String(keysym));
    }
    expect(hung.page.bytes - before).toBeLessThanOrEqual(MAX_OWED_BYTES);
    expect(flooded).toBeLessThan(512 * 1_048_576);
    expect(sessions.stateOf(hung.id).phase).toBe('live');
  });

  it('T10: let input of one through while another is flooded as fast as its page can take it', async () => {
    await start(flood(), echo);
    const flooded = sessions.open('ssh', PARAMETERS);
    await sessions.reach(flooded.id, 'live');
    const calm = sessions.open('ssh', PARAMETERS);
    await sessions.reach(calm.id, 'live');
    for (let keysym = 1_000; keysym < 1_050; keysym++) {
      const before = flooded.page.bytes;
      calm.page.input(1, press(keysym));
      await calm.page.waitForInstruction('sync', String(keysym));
      await waitFor('more of the flood', () => flooded.page.bytes > before);
      expect(flooded.page.mostOwedBytes).toBeLessThanOrEqual(MAX_OWED_BYTES);
    }
    expect(sessions.stateOf(flooded.id).phase).toBe('live');
  });

  it('T7: end one whose guacd takes no input, while another session goes on', async () => {
    await start(async (peer) => {
      await peer.handshake(NAMES);
      await peer.say('sync', 1);
      await peer.expect('sync');
      peer.stopReading();
    }, echo);
    const stalled = sessions.open('ssh', PARAMETERS);
    const calm = sessions.open('ssh', PARAMETERS);
    await sessions.reach(stalled.id, 'live');
    await sessions.reach(calm.id, 'live');
    const burst = encodeInstruction('blob', 0, 'A'.repeat(8_064)).repeat(4);
    await waitFor('the stalled session to end', () => {
      for (let count = 0; count < 50; count++) stalled.page.input(1, burst);
      return sessions.stateOf(stalled.id).phase === 'reconnecting';
    });
    expect(sessions.stateOf(stalled.id).problem?.code).toBe('GUACD_STALLED');
    calm.page.input(1, press(65));
    await calm.page.waitForInstruction('sync', '65');
  });

  it('fail alone when guacd sends what is no instruction', async () => {
    await start(async (peer) => {
      await peer.handshake(NAMES);
      await peer.send('x');
    }, echo);
    const broken = sessions.open('ssh', PARAMETERS);
    await sessions.reach(broken.id, 'failed');
    const calm = sessions.open('ssh', PARAMETERS);
    await sessions.reach(calm.id, 'live');
    expect(sessions.stateOf(broken.id).problem?.code).toBe('GUACD_PROTOCOL_VIOLATION');
  });

  it.each([
    ['128 digits for a length', '7'.repeat(128)],
    ['an element of 99999', `4.blob,99999.${'a'.repeat(65_536)}`],
    ['300 elements', `4.name${',1.x'.repeat(300)};`],
    ['an instruction without an end', `4.name${`,995.${'a'.repeat(995)}`.repeat(64)}`],
  ])('P2: fail at the limit when guacd sends %s, with 64 MiB of it on the way', async (_, wire) => {
    let accepted = 0;
    await start(async (peer) => {
      await peer.handshake(NAMES);
      for (let sent = 0; sent < 67_108_864 && !peer.hasEnded; sent += wire.length) {
        await peer.send(wire);
        accepted += wire.length;
        await nextTurn();
      }
    });
    const { id, page } = sessions.open('ssh', PARAMETERS);
    await sessions.reach(id, 'failed');
    await (await guacd.peer()).ended();
    expect(sessions.stateOf(id).problem?.code).toBe('GUACD_PROTOCOL_VIOLATION');
    expect(page.bytes).toBe(0);
    expect(accepted).toBeLessThan(67_108_864);
  });

  it('P6: relay an instruction that nobody knows yet as it is, and go on', async () => {
    await start(async (peer) => {
      await peer.handshake(NAMES);
      await peer.say('hologram', 0, 'äß😀', '');
      await peer.say('ready', '$again');
      await peer.say('args', 'VERSION_9_9_9', 'hostname');
      await peer.say('required', '../../etc/passwd', 'x'.repeat(80));
      await peer.say('sync', 1);
      await echoKeys(peer);
    });
    const { id, page } = sessions.open('ssh', PARAMETERS);
    await sessions.reach(id, 'live');
    await page.waitForInstruction('hologram', '0', 'äß😀', '');
    expect(sessions.stateOf(id)).toMatchObject({ prompt: null, problem: null, epoch: 1 });
    page.input(1, press(65));
    await page.waitForInstruction('sync', '65');
  });

  it('P9: send guacd nothing of what a page forges', async () => {
    await start(echo);
    const { id, page } = sessions.open('ssh', PARAMETERS);
    await sessions.reach(id, 'live');
    const peer = await guacd.peer();
    page.input(1, `${press(65)}6.select,3.ssh;`);
    await peer.ended();
    expect(peer.opcodes.filter((opcode) => opcode === 'key' || opcode === 'select')).toEqual(['select']);
    expect(sessions.stateOf(id).problem?.code).toBe('RENDERER_PROTOCOL_VIOLATION');
  });

  it('send guacd no input of a session that only watches', async () => {
    await start(async (peer) => {
      await peer.handshake({ parameters: [...NAMES.parameters, 'read-only'] });
      await peer.say('sync', 1);
      await peer.ended();
    });
    const { id, page } = sessions.open('ssh', { ...PARAMETERS, 'read-only': 'true' });
    await sessions.reach(id, 'live');
    sessions.clipboardText = 'text';
    page.type('rm -rf /');
    page.input(1, encodeInstruction('size', 10, 10) + encodeInstruction('mouse', 1, 1, 1));
    expect(await sessions.manager.sendClipboard(id)).toBe(false);
    sessions.manager.disconnect(id);
    const peer = await guacd.peer();
    await peer.ended();
    expect(peer.opcodes.slice(peer.opcodes.indexOf('connect') + 1)).toEqual(['sync', 'disconnect']);
  });

  it('come back when the connection breaks', async () => {
    await start(async (peer) => {
      await peer.handshake(NAMES);
      await peer.say('sync', 1);
      await peer.expect('sync');
      peer.reset();
    }, echo);
    const { id, page } = sessions.open('ssh', PARAMETERS);
    await sessions.reach(id, 'reconnecting');
    await sessions.reach(id, 'live');
    page.input(2, press(65));
    await page.waitForInstruction('sync', '65');
    expect(sessions.stateOf(id)).toMatchObject({ epoch: 2, problem: null });
  });

  it('keep the first connection until the new page has joined it', async () => {
    const connectionId = '$11111111-1111-4111-8111-111111111111';
    await start(
      async (peer) => {
        await peer.handshake({ ...NAMES, connectionId });
        await peer.say('sync', 1);
        await peer.ended();
      },
      async (peer) => {
        const select = await peer.expect('select');
        await peer.say('args', 'VERSION_1_5_0', ...NAMES.parameters);
        const connect = await peer.expect('connect');
        expect(select.args).toEqual([connectionId]);
        expect(connect.args).toEqual(['VERSION_1_5_0', ...Object.values(PARAMETERS)]);
        await peer.say('ready', connectionId);
        await peer.say('sync', 9);
        await echoKeys(peer);
      },
    );
    const { id, page } = sessions.open('ssh', PARAMETERS);
    await sessions.reach(id, 'live');
    const first = await guacd.peer(0);
    page.leave();
    expect(first.hasEnded).toBe(false);
    const next = sessions.show(id);
    await next.waitForInstruction('sync', '9');
    await sessions.reach(id, 'live');
    await first.ended();
    expect(first.opcodes.at(-1)).toBe('disconnect');
    next.input(2, press(65));
    await next.waitForInstruction('sync', '65');
  });

  it('P6: answer what guacd asks for', async () => {
    await start(async (peer) => {
      await peer.handshake({ parameters: ['hostname', 'username', 'password'] });
      await peer.say('required', 'username', 'password');
      const answers: string[] = [];
      for (let count = 0; count < 2; count++) {
        const { args } = await peer.expect('argv');
        const { args: blob } = await peer.expect('blob');
        answers.push(`${args[2] ?? ''}=${Buffer.from(blob[1] ?? '', 'base64').toString()}`);
        await peer.expect('end');
      }
      await peer.say('name', answers.join());
      await peer.say('sync', 1);
      await peer.ended();
    });
    const { id, page } = sessions.open('rdp', { hostname: 'host' });
    await waitFor('the prompt', () => sessions.stateOf(id).prompt);
    sessions.manager.answerPrompt(id, { username: 'ann', password: 'pä$$' }, false);
    await page.waitForInstruction('name', 'username=ann,password=pä$$');
    await sessions.reach(id, 'live');
  });

  it('send a clipboard of full length through a slow guacd without losing a byte', async () => {
    await start(async (peer) => {
      await peer.handshake(NAMES);
      await peer.say('sync', 1);
      await peer.expect('clipboard');
      peer.stopReading();
      setImmediate(() => peer.readOn());
      await peer.expect('end');
      await peer.ended();
    });
    const { id } = sessions.open('ssh', PARAMETERS);
    await sessions.reach(id, 'live');
    sessions.clipboardText = 'ä'.repeat(131_072);
    expect(await sessions.manager.sendClipboard(id)).toBe(true);
    const peer = await guacd.peer();
    await waitFor('the end of the clipboard', () => peer.opcodes.includes('end'));
    const text = Buffer.concat(
      peer.received
        .filter(({ opcode }) => opcode === 'blob')
        .map(({ args }) => Buffer.from(args[1] ?? '', 'base64')),
    ).toString();
    expect(text).toBe(sessions.clipboardText);
  });
});
