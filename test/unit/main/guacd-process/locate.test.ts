import { describe, expect, it } from 'vitest';
import { locateEngine, type LocateTools } from '../../../../src/main/guacd-process/locate';
import type { CommandResult } from '../../../../src/main/guacd-process/run-command';

const GUACD_ANSWER = 'Guacamole proxy daemon (guacd) version 1.3.0';

type System = {
  /** What each program of this system answers; a list of lines means status 0. */
  programs: Record<string, readonly string[] | CommandResult>;
  platform?: NodeJS.Platform;
};

function toolsOf({
  programs,
  platform = 'linux',
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
