import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ScriptedGuacd, type ScriptedGuacdOptions } from '../../support/scripted-guacd';
import { hasTestServers, readTestServers } from '../../support/servers';

type Outcome = { code: number; stdout: string; stderr: string };

/** Runs the program as a person would, with secrets in the environment or on stdin. */
async function run(
  args: readonly string[],
  { secrets = {}, stdin = '' }: { secrets?: Record<string, string>; stdin?: string } = {},
): Promise<Outcome> {
  const child = spawn(process.execPath, ['scripts/first-picture.mjs', ...args], {
    env: { ...process.env, ...secrets, NO_COLOR: '1' },
  });
  const outcome = { code: 0, stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (outcome.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (outcome.stderr += chunk.toString()));
  child.stdin.end(stdin);
  const [code] = (await once(child, 'close')) as [number | null];
  return { ...outcome, code: code ?? -1 };
}

const PHASES = ['connected', 'args', 'ready', 'instruction', 'picture'];

describe('scripts/first-picture.mjs', () => {
  let guacd: ScriptedGuacd | null = null;
  afterEach(async () => {
    await guacd?.stop();
    guacd = null;
  });

  async function pictureServer(
    onValues: (values: string[]) => void = () => undefined,
    options: ScriptedGuacdOptions = {},
  ): Promise<string> {
    guacd = await ScriptedGuacd.start(async (peer) => {
      onValues(await peer.handshake({ parameters: ['hostname', 'password'] }));
      await peer.send('4.size,1.0,1.8,1.6;4.sync,2.42;');
      expect((await peer.expect('sync')).args).toEqual(['42']);
    }, options);
    return options.path ?? `127.0.0.1:${guacd.port}`;
  }

  it('tells how long each step to the first picture took', async () => {
    const engine = await pictureServer();
    const { code, stdout } = await run(['--stay', '0', '--engine', engine, 'ssh', 'hostname=h', 'magic=1']);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /connected +\d+\.\d ms\n.*asked for.*\n.*ready.*\n.*first instruction.*\n.*first picture/,
    );
    expect(stdout).toContain('does not know the parameter magic');
    expect(stdout).toMatch(/\d+ bytes in 4 instructions/);
  });

  it('reaches a guacd that listens on a local socket, and asks it for no TLS', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pestle-picture-'));
    const path = join(folder, 'guacd');
    await pictureServer(undefined, { path });
    const { code, stdout } = await run(['--stay', '0', '--json', '--engine', path, 'ssh', 'hostname=h']);
    const refused = await run(['--engine', path, '--tls', 'ssh']);
    rmSync(folder, { recursive: true });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, engine: path });
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('--tls wants') as string });
  });

  it('tells it as JSON, with times that never go back', async () => {
    const engine = await pictureServer();
    const { code, stdout } = await run(['--stay', '0', '--json', '--engine', engine, 'ssh', 'hostname=h']);
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as { ok: boolean; milliseconds: Record<string, number> };
    expect(report).toMatchObject({ ok: true, code: null, protocol: 'ssh', instructions: 4 });
    const times = PHASES.map((phase) => report.milliseconds[phase]!);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('takes a secret from stdin or the environment, and shows it nowhere', async () => {
    for (const source of [{ stdin: 'canary-1\n' }, { secrets: { PESTLE_SECRET_PASSWORD: 'canary-1' } }]) {
      let values: string[] = [];
      const engine = await pictureServer((given) => (values = given));
      const { code, stdout, stderr } = await run(
        ['--stay', '0', '--engine', engine, '--secret', 'password', 'ssh'],
        source,
      );
      expect(code).toBe(0);
      expect(values).toContain('canary-1');
      expect(stdout + stderr).not.toContain('canary-1');
      await guacd?.stop();
    }
  });

  it('refuses a secret among the arguments, without repeating it', async () => {
    const { code, stdout, stderr } = await run(['ssh', 'password=canary-2']);
    expect(code).toBe(2);
    expect(stderr).toContain('password is a secret');
    expect(stdout + stderr).not.toContain('canary-2');
  });

  it.each([[['--engine', 'nowhere', 'ssh']], [['--size', 'big', 'ssh']], [['--nonsense', 'ssh']], [[]]])(
    'explains itself when called wrongly: %j',
    async (args) => {
      const { code, stderr } = await run(args);
      expect(code).toBe(2);
      expect(stderr).toContain('Usage:');
    },
  );

  it.each([
    ['without --tls, since secrets would cross the network in the clear', ['--ca', 'package.json', 'ssh']],
    ['that cannot be read', ['--tls', '--ca', 'no-such-file.pem', 'ssh']],
  ])('refuses certificates to trust %s', async (_, args) => {
    const { code, stderr } = await run(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^--ca /);
  });

  it('explains itself when asked', async () => {
    const { code, stdout } = await run(['--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('Exit codes: 0');
  });

  it('ends with 1 and the code of the failure', async () => {
    guacd = await ScriptedGuacd.start(async (peer) => {
      await peer.handshake();
      await peer.say('error', 'no', 0x0207);
    });
    const { code, stdout } = await run(['--json', '--engine', `127.0.0.1:${guacd.port}`, 'ssh']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, code: 'UPSTREAM_NOT_FOUND' });
  });

  it('ends with 1 when the session does not outlive its first picture', async () => {
    guacd = await ScriptedGuacd.start(async (peer) => {
      await peer.handshake();
      await peer.say('sync', 1);
      await peer.expect('sync');
      await peer.say('error', 'no', 0x0301);
    });
    const { code, stdout } = await run([
      '--json',
      '--stay',
      '30',
      '--engine',
      `127.0.0.1:${guacd.port}`,
      'ssh',
    ]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, code: 'CLIENT_UNAUTHORIZED' });
  });

  it('ends with 3 when no picture comes in time', async () => {
    guacd = await ScriptedGuacd.start(async (peer) => {
      await peer.handshake();
    });
    const engine = `127.0.0.1:${guacd.port}`;
    const { code, stdout } = await run(['--json', '--timeout', '1', '--engine', engine, 'ssh']);
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, code: 'TIMEOUT' });
  });

  it.skipIf(!hasTestServers())(
    'shows the first picture of a real ssh session, and what becomes of a port where nobody listens',
    async () => {
      const { host, ports, username, password } = readTestServers();
      const args = ['--json', '--engine', `${host}:${ports.guacd}`, '--secret', 'password'];
      const target = ['ssh', `hostname=${host}`, `port=${ports.ssh}`, `username=${username}`];
      const right = await run([...args, ...target], { stdin: `${password}\n` });
      expect(JSON.parse(right.stdout)).toMatchObject({ ok: true, unknownParameters: [] });
      const closed = await run([...args, 'ssh', `hostname=${host}`, 'port=1', `username=${username}`], {
        stdin: `${password}\n`,
      });
      expect(closed.code).toBe(1);
      expect(JSON.parse(closed.stdout)).toMatchObject({ ok: false, code: 'UPSTREAM_NOT_FOUND' });
    },
  );
});
