import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLogFile } from '../../../src/main/app/log-file';
import { Log } from '../../../src/main/app/logging';
import { TraceLog } from '../../../src/main/app/trace-log';
import { connectGuacd } from '../../../src/main/guacd';
import { systemClock } from '../../../src/shared/clock';
import { encodeInstruction } from '../../../src/shared/guacamole/encode';
import { findSecret, makeCanary } from '../../support/canary';
import { LiveSessions } from '../../support/live-sessions';
import { ScriptedGuacd, type GuacdScript } from '../../support/scripted-guacd';
import { waitFor } from '../../support/wait-for';

const CONNECTION_ID = '$4b2c1a00-1111-4222-8333-444455556666';
const SECRETS = {
  saved: makeCanary('saved'),
  answered: makeCanary('answered'),
  copiedHere: makeCanary('copied-here'),
  copiedThere: makeCanary('copied-there'),
  typed: makeCanary('typed'),
  broken: makeCanary('broken'),
  connection: CONNECTION_ID,
};

let folder: string;
let guacd: ScriptedGuacd;
let sessions: LiveSessions;
let trace: TraceLog;

async function start(script: GuacdScript): Promise<void> {
  guacd = await ScriptedGuacd.start(script);
  trace = new TraceLog({
    sink: openLogFile(folder, { name: 'trace' }),
    wallTime: () => new Date(),
    afterTurn: setImmediate,
  });
  const { logger } = new Log({
    sink: openLogFile(folder),
    clock: systemClock,
    wallTime: () => new Date(),
    homeFolder: '/nowhere',
  });
  sessions = new LiveSessions(guacd.address, {
    log: logger,
    connect: (options) => connectGuacd({ ...options, trace: trace.connection(options.clientName ?? '') }),
  });
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pestle-secrecy-'));
});

afterEach(async () => {
  await sessions.manager.disposeAll();
  await guacd.stop();
  rmSync(folder, { recursive: true, force: true });
});

const logs = (): string => {
  trace.flush();
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
};

const traced = (): Record<string, unknown>[] => {
  trace.flush();
  return readFileSync(join(folder, 'trace.log'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
};

describe('the log of sessions with the protocol traced', () => {
  it('C4: shows no secret, whatever way it went', async () => {
    await start(async (peer) => {
      await peer.handshake({ parameters: ['hostname', 'username', 'password'], connectionId: CONNECTION_ID });
      await peer.say('required', 'password');
      await peer.expect('argv');
      await peer.expect('end');
      await peer.say('sync', 1);
      await peer.say('clipboard', 1, 'text/plain');
      await peer.say('blob', 1, Buffer.from(SECRETS.copiedThere).toString('base64'));
      await peer.say('end', 1);
      await peer.say('sync', 2);
      await peer.expect('clipboard');
      await peer.expect('end');
      await peer.until((received) =>
        received.some(({ opcode, args }) => opcode === 'key' && args[0] === '65293'),
      );
      await peer.send(`5.error,${SECRETS.broken};`);
      await peer.ended();
    });
    const { id, page } = sessions.open('rdp', { hostname: 'host', username: 'ann', password: SECRETS.saved });
    await waitFor('the prompt', () => sessions.stateOf(id).prompt);
    sessions.manager.answerPrompt(id, { password: SECRETS.answered }, false);
    await sessions.reach(id, 'live');
    await page.waitForInstruction('sync', '2');
    sessions.clipboardText = SECRETS.copiedHere;
    await sessions.manager.sendClipboard(id);
    for (const character of SECRETS.typed) {
      page.input(1, encodeInstruction('key', character.codePointAt(0) ?? 0, 1));
      page.input(1, encodeInstruction('key', character.codePointAt(0) ?? 0, 0));
    }
    page.input(1, encodeInstruction('key', 65_293, 1));
    await sessions.reach(id, 'reconnecting');

    // guacd got all of it, so it did pass.
    const peer = await guacd.peer();
    const everything = JSON.stringify(peer.received);
    expect(findSecret(everything, SECRETS.saved)).not.toEqual([]);
    expect(findSecret(everything, SECRETS.typed)).toContain('key symbols');

    const text = logs();
    for (const [name, secret] of Object.entries(SECRETS)) {
      expect({ name, found: findSecret(text, secret) }).toEqual({ name, found: [] });
    }
  });

  it('C4: shows of each key only that there was one', async () => {
    await start(async (peer) => {
      await peer.handshake({ parameters: ['hostname'] });
      await peer.say('sync', 1);
      await peer.expect('key');
      await peer.say('sync', 2);
      await peer.ended();
    });
    const { id, page } = sessions.open('telnet', { hostname: 'host' });
    await sessions.reach(id, 'live');
    page.input(1, encodeInstruction('key', 0x71, 1));
    await page.waitForInstruction('sync', '2');
    const lines = traced();
    const keys = lines.filter(({ opcode }) => opcode === 'key');
    expect(keys.map((line) => Object.keys(line))).toEqual([
      ['time', 'client', 'connection', 'event', 'opcode', 'elements'],
    ]);
    expect(lines.map(({ event, opcode }) => `${String(event)} ${String(opcode)}`)).toEqual(
      expect.arrayContaining(['out select', 'in args', 'out connect', 'in ready', 'in sync', 'out sync']),
    );
  });
});
