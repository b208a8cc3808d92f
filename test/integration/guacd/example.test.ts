import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { ScriptedGuacd } from '../../support/scripted-guacd';

const examplePath = 'scripts/examples/guacd-client.mjs';

describe('the example of docs/guacd-client.md', () => {
  let guacd: ScriptedGuacd | null = null;
  afterEach(async () => {
    await guacd?.stop();
    guacd = null;
  });

  async function run(...args: string[]): Promise<string[]> {
    const outcome = await promisify(execFile)(process.execPath, [examplePath, ...args]).catch(
      (error: unknown) => error,
    );
    return (outcome as { stdout: string }).stdout.trim().split('\n');
  }

  it('is the one in the document', () => {
    const document = readFileSync('docs/guacd-client.md', 'utf8');
    expect(document).toContain(`\`\`\`js\n${readFileSync(examplePath, 'utf8')}\`\`\`\n`);
  });

  it('shows a session', async () => {
    guacd = await ScriptedGuacd.start(async (peer) => {
      const values = await peer.handshake({ parameters: ['hostname', 'port'] });
      expect(values).toEqual(['VERSION_1_5_0', 'example.org', '']);
      await peer.send('4.size,1.0,1.8,1.6;');
      await peer.expect('nop');
      await peer.say('sync', 42);
      expect((await peer.expect('sync')).args).toEqual(['42']);
    });
    expect(await run(`127.0.0.1:${guacd.port}`, 'ssh', 'hostname=example.org', 'magic=a=b')).toEqual([
      'open, VERSION_1_5_0, 2 parameters',
      'this guacd does not know "magic"',
      'first frame after 19 bytes',
      'closed',
    ]);
  });

  it('shows a failure', async () => {
    guacd = await ScriptedGuacd.start(async (peer) => {
      await peer.expect('select');
      peer.halfClose();
    });
    expect(await run(`127.0.0.1:${guacd.port}`)).toEqual(['failed: GUACD_HANDSHAKE_FAILED']);
  });
});
