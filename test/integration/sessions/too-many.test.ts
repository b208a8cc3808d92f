import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleProgram } from '../../support/bundle-program';
import { ScriptedGuacd } from '../../support/scripted-guacd';

/** Files that a process may have open; Node itself needs about twenty. */
const OPEN_FILES = 48;
const SESSIONS = 50;
const NAMES = { parameters: ['hostname', 'port', 'username', 'password'] };

let program: string;
let guacd: ScriptedGuacd;

beforeAll(async () => {
  program = await bundleProgram(join(import.meta.dirname, 'crowded-app.ts'), 'programs/crowded');
  guacd = await ScriptedGuacd.start(async (peer) => {
    await peer.handshake(NAMES);
    await peer.say('sync', 1);
    await peer.ended();
  });
});

afterAll(() => guacd.stop());

describe.skipIf(process.platform === 'win32')('an app that may open no more files', () => {
  it('C3: says so for each session that has no socket, keeps the others, and goes on when one ends', async () => {
    const command = `ulimit -n ${OPEN_FILES}; exec "$0" "$@"`;
    const app = [process.execPath, program, String(guacd.port), String(SESSIONS)];
    const { stdout } = await promisify(execFile)('sh', ['-c', command, ...app], { timeout: 25_000 });
    const report = JSON.parse(stdout) as Record<string, unknown> & { phases: Record<string, number> };
    expect(report).toMatchObject({
      codes: ['TOO_MANY_FILES'],
      text: 'This computer allows Pestle no more connections and open files.',
      afterOneEnded: 'live',
    });
    const { live = 0, reconnecting = 0, failed = 0 } = report.phases;
    expect(live).toBeGreaterThan(0);
    expect(live).toBeLessThan(OPEN_FILES);
    expect(live + reconnecting + failed).toBe(SESSIONS);
  });
});
