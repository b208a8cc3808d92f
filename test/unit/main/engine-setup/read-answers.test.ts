import { describe, expect, it } from 'vitest';
import { readMachine, readRuntime, readWsl } from '../../../../src/main/engine-setup/read-answers';
import type { CommandResult } from '../../../../src/main/guacd-process/run-command';

const ended = (lines: readonly string[], status = 0): CommandResult => ({ kind: 'ended', status, lines });

/** `podman machine list --format json` prints more of each machine. Documented in podman-machine-list(1). */
const machine = (name: string, isRunning: boolean, isDefault = false): object => ({
  Name: name,
  Default: isDefault,
  Created: '2026-01-02T03:04:05.678Z',
  Running: isRunning,
  Starting: false,
  VMType: 'wsl',
  CPUs: 4,
});
const list = (...machines: object[]): CommandResult => ended(JSON.stringify(machines, null, 4).split('\n'));

describe('the machine of Podman', () => {
  it('is none, stopped or running', () => {
    expect(readMachine(list())).toBe('none');
    expect(readMachine(list(machine('podman-machine-default', false)))).toBe('stopped');
    expect(readMachine(list(machine('podman-machine-default', true)))).toBe('running');
  });

  it('is the default one of several', () => {
    expect(readMachine(list(machine('other', true), machine('mine', false, true)))).toBe('stopped');
  });

  it('is found behind a warning', () => {
    expect(readMachine(ended(['WARN[0000] something is odd', '[', ']']))).toBe('none');
  });

  it.each<[string, CommandResult]>([
    ['hangs', { kind: 'timed-out' }],
    ['fails', ended(['[]'], 125)],
    ['writes something else', ended(['No machines.'])],
    ['writes another shape', ended(['{"machines": []}'])],
  ])('is unknown when the command %s', (_, result) => expect(readMachine(result)).toBe('unknown'));
});

describe('the Windows Subsystem for Linux', () => {
  it('is ready when its status says so', () => {
    expect(readWsl(ended(['Default Distribution: Ubuntu', 'Default Version: 2']))).toBe('ready');
  });

  it('is missing without the program, and when that says so in whatever language', () => {
    expect(readWsl(null)).toBe('wsl-missing');
    expect(readWsl(ended(['Das Windows-Subsystem für Linux ist nicht installiert.'], 50))).toBe(
      'wsl-missing',
    );
  });

  it('is too old when its kernel is missing, which has status 0', () => {
    expect(readWsl(ended(["The WSL 2 kernel file is not found. Please run 'wsl --update'."]))).toBe(
      'wsl-outdated',
    );
  });

  it('has no virtualization when its code says so', () => {
    const code = 'Wsl/Service/CreateInstance/CreateVm/HCS/HCS_E_HYPERV_NOT_INSTALLED';
    expect(readWsl(ended([code], 1))).toBe('no-virtualization');
  });

  it('is given up when it hangs', () => expect(readWsl({ kind: 'timed-out' })).toBe('timed-out'));
});

describe('a container runtime', () => {
  it('tells its version, also behind a warning', () => {
    expect(readRuntime('/usr/bin/podman', ended(['WARN[0000] "/" is not shared', '5.4.2']))).toEqual({
      path: '/usr/bin/podman',
      trouble: null,
      version: '5.4.2',
    });
  });

  it('that fails is told with its trouble', () => {
    expect(readRuntime('/d', ended(['Is the docker daemon running?'], 1))).toMatchObject({
      trouble: 'not-running',
      version: null,
    });
  });
});
