import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { planSetup } from '../../../../src/main/engine-setup/plan-setup';
import type { SetupFacts } from '../../../../src/main/engine-setup/setup-facts';
import { IMAGE } from '../../../../src/main/guacd-process/container-image';
import {
  SETUP_TROUBLES,
  setupRouteSchema,
  type SetupRuntime,
  type SetupStep,
} from '../../../../src/shared/model/engine-setup';
import { DOCKER, factsOf, PODMAN } from './facts';

function stepsOf(facts: SetupFacts, runtime: SetupRuntime): SetupStep[] {
  return planSetup(facts).find(({ view }) => view.runtime === runtime)?.view.steps ?? [];
}

/** The steps that are left, each with who does it. */
function left(facts: SetupFacts, runtime: SetupRuntime): string[] {
  return stepsOf(facts, runtime)
    .filter(({ isDone }) => !isDone)
    .map(({ id, by }) => `${id} by ${by}`);
}

const IMAGE_STEPS = ['podman.fetch by pestle', 'podman.check by pestle', 'podman.use by pestle'];

describe('the plan of a set-up', () => {
  it('needs one click where a runtime answers: fetch, check, use', () => {
    expect(left(factsOf({ podman: PODMAN }), 'podman')).toEqual(IMAGE_STEPS);
  });

  it('runs what it shows, by the full path of the program', () => {
    const [podman] = planSetup(factsOf({ podman: PODMAN }));
    const fetch = podman?.steps.find(({ view }) => view.id === 'podman.fetch');
    expect(fetch?.view.command).toBe(`podman pull ${IMAGE}`);
    expect(fetch?.run).toMatchObject({ file: '/usr/bin/podman', args: ['pull', IMAGE] });
  });

  it('gives the check of the image neither network nor rights, and lets it fetch nothing', () => {
    const command = stepsOf(factsOf({ podman: PODMAN }), 'podman').find(
      ({ id }) => id === 'podman.check',
    )?.command;
    for (const option of ['--rm', '--pull=never', '--network=none', '--cap-drop=ALL']) {
      expect(command).toContain(option);
    }
  });

  it('has nothing left once the engine runs from the image', () => {
    const facts = factsOf({ podman: { ...PODMAN, hasImage: true }, inUse: 'podman' });
    expect(left(facts, 'podman')).toEqual([]);
  });

  it('checks an image that somebody else fetched before it is used', () => {
    const podman = { ...PODMAN, hasImage: true };
    expect(left(factsOf({ podman }), 'podman')).toEqual(IMAGE_STEPS.slice(1));
    expect(left(factsOf({ podman, checked: ['podman'] }), 'podman')).toEqual(IMAGE_STEPS.slice(2));
  });

  it('leaves the installation to the user, with the command of the distribution', () => {
    expect(left(factsOf({}), 'podman')).toEqual(['podman.install by user', ...IMAGE_STEPS]);
    const commandOn = (id: string) => stepsOf(factsOf({ distribution: [id] }), 'podman')[0]?.command;
    expect(commandOn('ubuntu')).toBe('sudo apt-get install podman');
    expect(commandOn('fedora')).toBe('sudo dnf install podman');
    expect(commandOn('arch')).toBe('sudo pacman -S podman');
    expect(commandOn('gentoo')).toBeNull();
  });

  it('recommends the runtime that is nearer to an engine, and Podman when both are as near', () => {
    const first = (facts: SetupFacts) =>
      planSetup(facts).map(({ view }) => [view.runtime, view.isRecommended]);
    expect(first(factsOf({}))).toEqual([
      ['podman', true],
      ['docker', false],
    ]);
    expect(first(factsOf({ docker: DOCKER }))[0]).toEqual(['docker', true]);
    expect(first(factsOf({ podman: PODMAN, docker: { ...DOCKER, hasImage: true } }))[0]).toEqual([
      'docker',
      true,
    ]);
    expect(first(factsOf({ podman: { ...PODMAN, trouble: 'unknown' }, docker: DOCKER }))[0]).toEqual([
      'docker',
      true,
    ]);
  });

  it('says what is wrong with a runtime that does not answer', () => {
    const podman = { ...PODMAN, trouble: 'no-subordinate-ids' as const };
    expect(left(factsOf({ podman }), 'podman')).toEqual(['podman.repair by user', ...IMAGE_STEPS]);
    expect(stepsOf(factsOf({ podman }), 'podman')[1]?.text).toContain('no range of ids');
  });

  describe('for Docker on Linux', () => {
    it('has the user start the service, or become a member of its group, with a word of what that means', () => {
      const withTrouble = (trouble: 'not-running' | 'not-allowed') =>
        factsOf({ docker: { ...DOCKER, trouble } });
      expect(left(withTrouble('not-running'), 'docker')[0]).toBe('docker.start by user');
      expect(left(withTrouble('not-allowed'), 'docker')[0]).toBe('docker.allow by user');
      const allow = stepsOf(withTrouble('not-allowed'), 'docker')[1];
      expect(allow?.text).toContain('can become root');
      expect(allow?.needsAdmin).toBe(true);
    });
  });

  describe('on macOS', () => {
    const MAC = { platform: 'darwin' } as const;
    const MACHINE = ['podman.create by pestle', 'podman.start by pestle'];

    it('lets Homebrew install Podman where it is there, and the user otherwise', () => {
      expect(left(factsOf({ ...MAC, brew: '/opt/homebrew/bin/brew' }), 'podman')).toEqual([
        'podman.install by pestle',
        ...MACHINE,
        ...IMAGE_STEPS,
      ]);
      expect(left(factsOf(MAC), 'podman')[0]).toBe('podman.install by user');
    });

    it('creates and starts the machine as far as that is missing', () => {
      const podman = { ...PODMAN, trouble: 'machine-stopped' as const };
      expect(left(factsOf({ ...MAC, podman, machine: 'none' }), 'podman')).toEqual([
        ...MACHINE,
        ...IMAGE_STEPS,
      ]);
      expect(left(factsOf({ ...MAC, podman, machine: 'stopped' }), 'podman')).toEqual([
        ...MACHINE.slice(1),
        ...IMAGE_STEPS,
      ]);
      expect(left(factsOf({ ...MAC, podman, machine: 'running' }), 'podman')[0]).toBe(
        'podman.repair by user',
      );
    });

    it('lets the machine live on after Pestle', () => {
      const facts = factsOf({
        ...MAC,
        podman: { ...PODMAN, trouble: 'machine-stopped' },
        machine: 'stopped',
      });
      const start = planSetup(facts)[0]?.steps.find(({ view }) => view.id === 'podman.start');
      expect(start?.run?.isLasting).toBe(true);
    });

    it('opens Docker Desktop when it does not run', () => {
      const facts = factsOf({ ...MAC, docker: { ...DOCKER, trouble: 'not-running' } });
      expect(left(facts, 'docker')[0]).toBe('docker.start by pestle');
      expect(stepsOf(facts, 'docker')[1]?.command).toBe('open -g -a Docker');
    });
  });

  describe('on Windows', () => {
    const WINDOWS = { platform: 'win32' } as const;

    it('begins with the Subsystem for Linux, which only an administrator can switch on', () => {
      const [first] = stepsOf(factsOf({ ...WINDOWS, wsl: 'wsl-missing' }), 'podman');
      expect(first).toMatchObject({
        id: 'podman.windows',
        by: 'user',
        needsAdmin: true,
        command: 'wsl --install --no-distribution',
        isDone: false,
      });
      expect(first?.text).toContain('restart Windows');
    });

    it('says when virtualization is off, and when the Subsystem is too old', () => {
      const textOf = (wsl: 'no-virtualization' | 'wsl-outdated') =>
        stepsOf(factsOf({ ...WINDOWS, wsl }), 'podman')[0];
      expect(textOf('no-virtualization')?.text).toContain('BIOS');
      expect(textOf('wsl-outdated')?.command).toBe('wsl --update');
    });

    it('then installs Podman, creates its machine, starts it and fetches the engine', () => {
      expect(left(factsOf(WINDOWS), 'podman')).toEqual([
        'podman.install by user',
        'podman.create by pestle',
        'podman.start by pestle',
        ...IMAGE_STEPS,
      ]);
    });

    it('shows commands without the extension of programs', () => {
      const path = 'C:\\Program Files\\RedHat\\Podman\\podman.exe';
      const facts = factsOf({ ...WINDOWS, podman: { ...PODMAN, path }, machine: 'running' });
      expect(stepsOf(facts, 'podman').find(({ id }) => id === 'podman.fetch')?.command).toBe(
        `podman pull ${IMAGE}`,
      );
    });
  });

  const TROUBLES = [null, ...SETUP_TROUBLES];
  const COMPUTERS = (['linux', 'darwin', 'win32'] as const).flatMap((platform) =>
    TROUBLES.flatMap((trouble) =>
      (['none', 'stopped', 'running'] as const).map((machine) => ({ platform, trouble, machine })),
    ),
  );

  it.each(COMPUTERS)(
    'never runs a command for which an administrator is needed: $platform, $trouble, $machine',
    ({ platform, trouble, machine }) => {
      const podman = { ...PODMAN, trouble };
      const docker = { ...DOCKER, trouble };
      const wsl = trouble ?? 'ready';
      for (const { view, steps } of planSetup(factsOf({ platform, podman, docker, machine, wsl }))) {
        expect(v.is(setupRouteSchema, view)).toBe(true);
        for (const { run, view: step } of steps.filter((step) => step.run !== null)) {
          expect(step.needsAdmin).toBe(false);
          expect(run?.args.join(' ')).not.toMatch(/sudo|doas|runas/);
        }
      }
    },
  );
});
