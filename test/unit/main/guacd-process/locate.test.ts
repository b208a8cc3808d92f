import { describe, expect, it } from 'vitest';
import { IMAGE } from '../../../../src/main/guacd-process/container-image';
import {
  locateEngine,
  type EngineLocation,
  type IncludedAnswer,
  type LocateTools,
} from '../../../../src/main/guacd-process/locate';
import type { CommandResult } from '../../../../src/main/guacd-process/run-command';

const GUACD_ANSWER = 'Guacamole proxy daemon (guacd) version 1.3.0';

type System = {
  /** What each program of this system answers; a list of lines means status 0. */
  programs: Record<string, readonly string[] | CommandResult>;
  platform?: NodeJS.Platform;
  included?: IncludedAnswer;
};

function toolsOf({
  programs,
  platform = 'linux',
  included = { kind: 'absent' },
}: System): LocateTools & { asked: string[]; logged: string[] } {
  const asked: string[] = [];
  const logged: string[] = [];
  return {
    asked,
    logged,
    platform,
    osRelease: 'ID=debian\n',
    findExecutables: (name) =>
      Promise.resolve(Object.keys(programs).filter((path) => path.endsWith(`/${name}`))),
    isExecutable: (path) => Promise.resolve(path in programs),
    run(file, args) {
      asked.push([file, ...args].join(' '));
      const answer = programs[file];
      if (answer === undefined) throw new Error(`${file} was run but does not exist`);
      const result: CommandResult = 'kind' in answer ? answer : { kind: 'ended', status: 0, lines: answer };
      return Promise.resolve(result);
    },
    askIncluded: () => Promise.resolve(included),
    log: (text) => logged.push(text),
  };
}

const FAILED: CommandResult = { kind: 'ended', status: 1, lines: ['Cannot connect to the daemon'] };

describe('the search for an engine', () => {
  it('takes the first guacd that answers with its version', async () => {
    const tools = toolsOf({ programs: { '/own/guacd': [GUACD_ANSWER], '/usr/sbin/guacd': [GUACD_ANSWER] } });
    const found = await locateEngine({ kind: 'auto' }, tools);
    expect(found).toEqual({ kind: 'binary', path: '/own/guacd', version: '1.3.0' });
    expect(tools.asked).toEqual(['/own/guacd -v']);
  });

  it.each<[string, CommandResult]>([
    ['says something else', { kind: 'ended', status: 0, lines: ['hello'] }],
    ['hangs', { kind: 'timed-out' }],
    ['cannot be run', { kind: 'ended', status: 126, lines: [] }],
  ])('passes over a program named guacd that %s, and says so in the log', async (_, answer) => {
    const tools = toolsOf({ programs: { '/a/guacd': answer, '/b/guacd': [GUACD_ANSWER] } });
    expect(await locateEngine({ kind: 'auto' }, tools)).toMatchObject({ path: '/b/guacd' });
    expect(tools.logged).toEqual(['/a/guacd does not answer like guacd; it is not used.']);
  });

  describe('with an engine that Pestle brings', () => {
    const included = { kind: 'ready', version: '1.3.0' } as const;
    const guacd = (version: string): readonly string[] => [`guacd version ${version}`];
    const findAmong = (programs: System['programs']): Promise<EngineLocation> =>
      locateEngine({ kind: 'auto' }, toolsOf({ programs, included }));

    it('takes a guacd of the system that is newer', async () => {
      const found = await findAmong({ '/usr/sbin/guacd': guacd('1.5.5'), '/usr/bin/docker': ['sha256:1'] });
      expect(found).toMatchObject({ kind: 'binary', version: '1.5.5' });
    });

    it.each(['1.3.0', '1.2.9', '0.9.14'])(
      'does not take a guacd of the system that is no newer: %s',
      async (old) => {
        expect(await findAmong({ '/usr/sbin/guacd': guacd(old) })).toEqual({ kind: 'included' });
      },
    );

    it('takes a container whose image is here before it, Podman before Docker', async () => {
      expect(
        await findAmong({ '/usr/bin/docker': ['sha256:1'], '/usr/bin/podman': ['sha256:1'] }),
      ).toMatchObject({ kind: 'container', runtime: { name: 'podman' } });
    });

    it('takes it before a container whose image would have to be fetched, or whose service is silent', async () => {
      const programs = { '/usr/bin/docker': FAILED, '/usr/bin/podman': { kind: 'timed-out' } as const };
      const tools = toolsOf({ programs, included });
      expect(await locateEngine({ kind: 'auto' }, tools)).toEqual({ kind: 'included' });
      expect(tools.asked.filter((line) => !line.includes(' image inspect '))).toEqual([]);
    });

    it('asks for an image by the very digest that would be run', async () => {
      const tools = toolsOf({ programs: { '/usr/bin/docker': ['sha256:1'] }, included });
      await locateEngine({ kind: 'auto' }, tools);
      expect(tools.asked).toEqual([`/usr/bin/docker image inspect --format {{.Id}} ${IMAGE}`]);
    });
  });

  it('uses the engine that Pestle brings when the user chose it, whatever else there is', async () => {
    const tools = toolsOf({
      programs: { '/usr/sbin/guacd': ['guacd version 1.6.0'] },
      included: { kind: 'ready', version: '1.3.0' },
    });
    expect(await locateEngine({ kind: 'included' }, tools)).toEqual({ kind: 'included' });
    expect(tools.asked).toEqual([]);
  });

  it.each([
    ['absent', 'ENGINE_MISSING', 'This copy of Pestle brings no engine of its own.'],
    ['broken', 'ENGINE_START_FAILED', 'The engine that Pestle brings does not run on this system.'],
  ] as const)('never replaces it when it was chosen and is %s', async (kind, code, message) => {
    const tools = toolsOf({ programs: { '/usr/sbin/guacd': [GUACD_ANSWER] }, included: { kind } });
    expect(await locateEngine({ kind: 'included' }, tools)).toMatchObject({ problem: { code, message } });
  });

  it('takes an older guacd of the system when the included one does not run here', async () => {
    const tools = toolsOf({
      programs: { '/usr/sbin/guacd': ['guacd version 1.2.0'] },
      included: { kind: 'broken' },
    });
    expect(await locateEngine({ kind: 'auto' }, tools)).toMatchObject({ kind: 'binary', version: '1.2.0' });
  });

  it('takes a container runtime when there is no guacd, Podman before Docker', async () => {
    const tools = toolsOf({ programs: { '/usr/bin/docker': ['28.0'], '/usr/bin/podman': ['5.0'] } });
    expect(await locateEngine({ kind: 'auto' }, tools)).toEqual({
      kind: 'container',
      runtime: { name: 'podman', path: '/usr/bin/podman' },
    });
  });

  it('passes over a runtime whose service does not answer', async () => {
    const tools = toolsOf({ programs: { '/usr/bin/docker': ['28.0'], '/usr/bin/podman': FAILED } });
    expect(await locateEngine({ kind: 'auto' }, tools)).toMatchObject({ runtime: { name: 'docker' } });
  });

  it('finds nothing where nothing answers, and says what to do on this system', async () => {
    const tools = toolsOf({ programs: { '/usr/bin/docker': FAILED } });
    expect(await locateEngine({ kind: 'auto' }, tools)).toMatchObject({
      kind: 'none',
      problem: {
        code: 'ENGINE_MISSING',
        advice: expect.stringContaining('apt-get install guacd') as unknown,
      },
    });
  });

  it('uses the binary that the user chose', async () => {
    const tools = toolsOf({ programs: { '/opt/guacd-1.6': ['guacd (Guacamole) version 1.6.0'] } });
    expect(await locateEngine({ kind: 'binary', path: '/opt/guacd-1.6' }, tools)).toEqual({
      kind: 'binary',
      path: '/opt/guacd-1.6',
      version: '1.6.0',
    });
  });

  it('never replaces a chosen binary that is not there or not guacd by another one', async () => {
    const tools = toolsOf({ programs: { '/usr/sbin/guacd': [GUACD_ANSWER], '/bin/true': [] } });
    expect(await locateEngine({ kind: 'binary', path: '/gone' }, tools)).toMatchObject({
      kind: 'none',
      location: '/gone',
      problem: { code: 'ENGINE_MISSING' },
    });
    expect(await locateEngine({ kind: 'binary', path: '/bin/true' }, tools)).toMatchObject({
      kind: 'none',
      problem: {
        code: 'ENGINE_START_FAILED',
        message: 'The program at /bin/true does not answer like guacd.',
      },
    });
  });

  it('tells a chosen runtime that is absent from one that does not answer', async () => {
    const choice = { kind: 'container', runtime: 'docker' } as const;
    const absent = await locateEngine(choice, toolsOf({ programs: {} }));
    const silent = await locateEngine(choice, toolsOf({ programs: { '/usr/bin/docker': FAILED } }));
    expect(absent).toMatchObject({ problem: { message: 'Docker was not found on this computer.' } });
    expect(silent).toMatchObject({ problem: { message: 'Docker is installed but does not answer.' } });
  });

  it('asks nothing of this computer for a remote engine', async () => {
    const choice = { kind: 'remote', host: 'guacd.example', port: 4822, tls: null } as const;
    const tools = toolsOf({ programs: {} });
    expect(await locateEngine(choice, tools)).toEqual({ kind: 'remote', choice });
    expect(tools.asked).toEqual([]);
  });
});
