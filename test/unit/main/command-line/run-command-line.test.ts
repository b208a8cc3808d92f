import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../../src/main/command-line/parse-command-line';
import { runCommandLine, type CommandOutcome } from '../../../../src/main/command-line/run-command-line';
import { RUNNING_FILE, runningAppText } from '../../../../src/main/command-line/running-app';
import { BridgeDouble } from '../../../support/bridge-double';

const ID = '0f8fad5b-d9cb-469f-a165-70867728950e';
const OTHER = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

const sampleEngine = new BridgeDouble({}).engine;

let userData: string;
beforeEach(() => {
  userData = mkdtempSync(path.join(tmpdir(), 'pestle-command-'));
  mkdirSync(path.join(userData, 'data'));
});
afterEach(() => rmSync(userData, { recursive: true }));

const run = (...words: string[]): CommandOutcome =>
  runCommandLine(parseCommandLine(words), {
    version: '1.2.3',
    electron: '45.4.1',
    userData,
    folder: userData,
  });
const storeFile = (): string => path.join(userData, 'data/profiles.json');
const profile = (id: string, name: string, parameters: Record<string, string>) => ({
  id,
  name,
  protocol: 'ssh',
  parameters,
  createdAt: 0,
  updatedAt: 0,
  lastOpenedAt: id === ID ? Date.UTC(2026, 4, 6, 7, 8) : null,
});
function save(...profiles: object[]): void {
  writeFileSync(storeFile(), JSON.stringify({ version: 1, data: profiles }), { mode: 0o644 });
}
const web = profile(ID, 'Web server', { hostname: 'web.example', port: '2222', username: 'ann' });

describe('pestle list', () => {
  it('says that nothing is saved where there is no data at all', () => {
    rmSync(path.join(userData, 'data'), { recursive: true });
    expect(run('list')).toEqual({
      kind: 'exit',
      code: 0,
      output: 'There are no saved connections.\n',
      errors: '',
    });
    expect(run('list', '--json')).toMatchObject({ output: '[]\n' });
    expect(readdirSync(userData)).toEqual([]);
  });

  it('lists by name, and only what says where a connection leads', () => {
    save(web, profile(OTHER, 'Backup', { hostname: 'b', 'host-key': 'SECRETISH' }));
    const outcome = run('list');
    expect(outcome).toMatchObject({ kind: 'exit', code: 0 });
    expect(outcome.kind === 'exit' && outcome.output).toBe(
      [
        'NAME        PROTOCOL  COMPUTER              LAST OPENED',
        'Backup      SSH       b                     never',
        'Web server  SSH       ann@web.example:2222  2026-05-06 07:08',
        '',
      ].join('\n'),
    );
    const json = run('list', '--json');
    expect(json.kind === 'exit' && JSON.parse(json.output)).toEqual([
      expect.objectContaining({ id: OTHER, host: 'b', port: null, username: null, lastOpenedAt: null }),
      {
        id: ID,
        name: 'Web server',
        protocol: 'ssh',
        host: 'web.example',
        port: 2222,
        username: 'ann',
        lastOpenedAt: '2026-05-06T07:08:00.000Z',
      },
    ]);
    expect(JSON.stringify(json)).not.toContain('SECRETISH');
  });

  it('writes no character of a name that a terminal would obey', () => {
    save({ ...web, name: 'a\u001b[2Jb\u202ec' });
    const outcome = run('list');
    expect(outcome.kind === 'exit' && outcome.output).toContain('a?[2Jb?c');
  });

  it('changes nothing on disk, not even the mode of a file, and no damaged one', () => {
    save(web);
    chmodSync(storeFile(), 0o644);
    run('list');
    expect(statSync(storeFile()).mode & 0o777).toBe(0o644);
    writeFileSync(storeFile(), '{"version":1,"data":');
    expect(run('list')).toEqual({
      kind: 'exit',
      code: 74,
      output: '',
      errors: 'pestle: The saved connections cannot be used: it is not complete JSON.\n',
    });
    expect(readdirSync(path.join(userData, 'data'))).toEqual(['profiles.json']);
    expect(readFileSync(storeFile(), 'utf8')).toBe('{"version":1,"data":');
  });

  it('reads the last good copy when the file is damaged', () => {
    save(web);
    writeFileSync(path.join(userData, 'data/profiles.last-good.json'), readFileSync(storeFile()));
    writeFileSync(storeFile(), 'x');
    expect(run('connect', 'web SERVER')).toMatchObject({ kind: 'launch' });
  });
});

describe('pestle new', () => {
  it('asks for the window with a new connection', () => {
    expect(run('new')).toEqual({
      kind: 'launch',
      requests: [{ kind: 'new-connection' }],
      handedOver: 'The running Pestle shows a new connection.\n',
    });
  });
});

describe('pestle connect', () => {
  it('finds a connection by ID, by name, and in other upper and lower case', () => {
    save(web, profile(OTHER, 'web server', { hostname: 'c' }));
    const asked = (target: string) => run('connect', target);
    const launches = (profileId: string) => ({ kind: 'launch', requests: [{ kind: 'profile', profileId }] });
    expect(asked(OTHER)).toMatchObject(launches(OTHER));
    expect(asked('Web server')).toMatchObject(launches(ID));
    expect(asked('web server')).toMatchObject(launches(OTHER));
  });

  it('names the IDs when a name is not the only one', () => {
    save(web, profile(OTHER, 'WEB server', { hostname: 'c' }));
    expect(run('connect', 'web server')).toEqual({
      kind: 'exit',
      code: 66,
      output: '',
      errors: `pestle: Several connections are called “web server”. Name the ID of one:\n  ${ID}  web.example\n  ${OTHER}  c\n`,
    });
  });

  it('offers the names that are near to one that there is not', () => {
    save(web, profile(OTHER, 'Backup', { hostname: 'c' }));
    expect(run('connect', 'Bakup')).toMatchObject({
      code: 66,
      errors: 'pestle: There is no connection “Bakup”. Did you mean “Backup”?\n',
    });
    expect(run('connect', 'zzz')).toMatchObject({
      errors: 'pestle: There is no connection “zzz”. See: pestle list\n',
    });
  });

  it('passes a link on to be asked about, and tells at once when it is none', () => {
    expect(run('connect', 'ssh://ann@host')).toMatchObject({
      kind: 'launch',
      requests: [{ kind: 'link', text: 'ssh://ann@host', origin: 'command-line' }],
    });
    expect(run('connect', 'http://host')).toMatchObject({ code: 65 });
    expect(run('connect', 'ssh://-oProxyCommand=x')).toMatchObject({ code: 65 });
  });

  it('takes the path of an .rdp file from where it was called', () => {
    expect(run('connect', 'desk.rdp')).toMatchObject({ kind: 'exit', code: 66 });
    writeFileSync(path.join(userData, 'desk.rdp'), '');
    const requests = [{ kind: 'file', path: path.join(userData, 'desk.rdp'), origin: 'command-line' }];
    expect(run('connect', 'desk.rdp')).toMatchObject({ kind: 'launch', requests });
    expect(run('desk.rdp')).toMatchObject({ requests: [{ ...requests[0], origin: 'system' }] });
  });
});

describe('pestle engine status', () => {
  const write = (text: string): void => writeFileSync(path.join(userData, RUNNING_FILE), text);

  it('tells the engine of the running app', () => {
    write(runningAppText(process.pid, { ...sampleEngine, warnings: ['Has holes.'] }));
    expect(run('engine', 'status')).toMatchObject({
      code: 0,
      output: expect.stringContaining('Engine:   ready\n') as string,
    });
    const json = run('engine', 'status', '--json');
    expect(json.kind === 'exit' && JSON.parse(json.output)).toMatchObject({
      running: true,
      phase: 'ready',
      setting: 'auto',
      warnings: ['Has holes.'],
    });
  });

  it.each([
    ['user', '/run/user/1000/p/guacd', 'only you'],
    ['computer', '127.0.0.1:4822', 'all users and programs of this computer'],
  ] as const)('says who can use an engine of ours: %s', (openTo, address, words) => {
    write(runningAppText(process.pid, { ...sampleEngine, openTo, address }));
    const facts = `Address:  ${address}\nOpen to:  ${words}\n`;
    expect(run('engine', 'status')).toMatchObject({ output: expect.stringContaining(facts) as string });
    const json = run('engine', 'status', '--json');
    expect(json.kind === 'exit' && JSON.parse(json.output)).toMatchObject({ address, openTo });
  });

  it('ends with 69 while the engine is not ready', () => {
    write(runningAppText(process.pid, { ...sampleEngine, phase: 'missing' }));
    expect(run('engine', 'status')).toMatchObject({ code: 69 });
  });

  it('does not believe a file that a dead app left behind, whoever has its process id now', () => {
    const notRunning = { code: 69, output: expect.stringContaining('Pestle is not running') as string };
    write(runningAppText(2 ** 22 + 1, sampleEngine));
    expect(run('engine', 'status')).toMatchObject(notRunning);
    write(runningAppText(process.pid, sampleEngine).replace(/"start":"\d+"/, '"start":"1"'));
    if (process.platform === 'linux') expect(run('engine', 'status')).toMatchObject(notRunning);
    write('{');
    expect(run('engine', 'status')).toMatchObject(notRunning);
  });
});

describe('pestle with a mistake', () => {
  it('says what is wrong and shows the help on standard error', () => {
    expect(run('lst')).toMatchObject({
      code: 64,
      output: '',
      errors: expect.stringMatching(/^pestle: There is no command “lst”\.\n\nPestle: /) as string,
    });
  });

  it('answers --version, also for programs', () => {
    expect(run('--version')).toMatchObject({ code: 0, output: 'pestle 1.2.3\n' });
    expect(run('--version', '--json')).toMatchObject({ output: '{"pestle":"1.2.3","electron":"45.4.1"}\n' });
  });
});
