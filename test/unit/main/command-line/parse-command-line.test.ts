import { describe, expect, it } from 'vitest';
import { appWords } from '../../../../src/main/command-line/app-words';
import { parseCommandLine } from '../../../../src/main/command-line/parse-command-line';
import { MAX_REQUESTS } from '../../../../src/main/intents/max-requests';

const start = (...opens: string[]) => ({ kind: 'start', opens });

describe('the words for the app', () => {
  it('are all but the program in a packaged app', () => {
    const argv = ['/opt/Pestle/pestle', '--no-sandbox', 'list'];
    expect(appWords({ argv, isDefaultApp: false, appPath: '/opt/Pestle/resources/app.asar' })).toEqual([
      '--no-sandbox',
      'list',
    ]);
  });

  it('come after the folder of the app where Electron was told one', () => {
    const argv = ['electron', '--inspect=0', '-r', '/tmp/gate.cjs', '/src/pestle/', '--json', 'list'];
    expect(appWords({ argv, isDefaultApp: true, appPath: '/src/pestle' })).toEqual(['--json', 'list']);
  });
});

describe('parseCommandLine', () => {
  it.each([
    [[], start()],
    [['new'], { kind: 'new' }],
    [['list'], { kind: 'list', isJson: false }],
    [['list', '--json'], { kind: 'list', isJson: true }],
    [['--json', 'engine', 'status'], { kind: 'engine-status', isJson: true }],
    [['connect', 'Web server'], { kind: 'connect', target: 'Web server' }],
    [['connect', '--', '-odd name'], { kind: 'connect', target: '-odd name' }],
    [['--version'], { kind: 'version', isJson: false }],
    [['-h'], { kind: 'help' }],
    [['help'], { kind: 'help' }],
    [['list', '--help', '--nonsense'], { kind: 'help' }],
    [['ssh://a@b'], start('ssh://a@b')],
    [['--', 'ssh://a@b', '/home/ann/x.RDP'], start('ssh://a@b', '/home/ann/x.RDP')],
    [['file:///home/ann/x.rdp'], start('file:///home/ann/x.rdp')],
  ])('understands %j', (words, meant) => {
    expect(parseCommandLine(words)).toEqual(meant);
  });

  it.each([
    ['--no-sandbox', '--user-data-dir=/tmp/x', '--ozone-platform=x11', '--disable-gpu', '--lang=en-US'],
    ['--a-switch-of-chromium-that-nobody-here-knows=1'],
    ['--log=trace'],
    ['-psn_0_12345'],
  ])('lets switches of Chromium pass: %s', (...switches) => {
    expect(parseCommandLine(switches)).toEqual(start());
    expect(parseCommandLine([...switches, 'list'])).toEqual({ kind: 'list', isJson: false });
  });

  it.each([
    [['lst'], 'There is no command “lst”.'],
    [['http://host'], 'There is no command “http://host”.'],
    [['--hlep'], 'There is no option “--hlep”.'],
    [['--json=1', 'list'], 'There is no option “--json=1”.'],
    [['list', '--all'], 'There is no option “--all”.'],
    [['list', 'x'], 'There is a word too many: “x”.'],
    [['connect'], '“connect” needs the name of a connection, or a link.'],
    [['connect', 'a', 'b'], 'There is a word too many: “b”.'],
    [['engine'], '“engine” needs the word “status”.'],
    [['engine', 'stop'], '“engine” needs the word “status”.'],
    [['--json'], '--json needs a command.'],
    [['--log=all'], '--log is “info” or “trace”, for instance --log=trace.'],
    [Array<string>(MAX_REQUESTS + 1).fill('ssh://h'), 'At most 8 links and files can be opened at a time.'],
  ])('refuses %j', (words, message) => {
    expect(parseCommandLine(words)).toEqual({ kind: 'misuse', message });
  });

  it('never takes what follows -- for a switch or a command', () => {
    expect(parseCommandLine(['--', '--version'])).toMatchObject({ kind: 'misuse' });
    expect(parseCommandLine(['--', 'ssh://h', '--gpu-launcher=sh'])).toMatchObject({ kind: 'misuse' });
  });
});
