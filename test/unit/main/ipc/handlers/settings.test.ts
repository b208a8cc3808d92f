import { beforeEach, describe, expect, it } from 'vitest';
import { createSettingsHandlers } from '../../../../../src/main/ipc/handlers/settings';
import type { EngineChoice } from '../../../../../src/shared/model/engine';
import {
  DEFAULT_SETTINGS,
  type Settings,
  type SettingsChange,
} from '../../../../../src/shared/model/settings';

const PROGRAM: EngineChoice = { kind: 'binary', path: '/opt/guacd' };
const REMOTE: EngineChoice = { kind: 'remote', host: 'engine.example', port: 4822, tls: null };

let current: Settings;
let asked: EngineChoice[];
let answer: (agrees: boolean) => void;

beforeEach(() => {
  current = DEFAULT_SETTINGS;
  asked = [];
});

function update(change: SettingsChange): Promise<Settings> {
  return Promise.resolve(handlers['settings.update'](change, { contentsId: 1 }));
}

const handlers = createSettingsHandlers(
  {
    get: () => current,
    update: (change) => (current = { ...current, ...change } as Settings),
  },
  (choice) => {
    asked.push(choice);
    return new Promise((resolve) => (answer = resolve));
  },
);

describe('changing the settings', () => {
  it.each([PROGRAM, REMOTE])('takes an engine of kind $kind only when the user agrees', async (engine) => {
    const refused = update({ engine });
    answer(false);
    expect((await refused).engine).toEqual({ kind: 'auto' });
    const agreed = update({ engine });
    answer(true);
    expect((await agreed).engine).toEqual(engine);
    expect(asked).toEqual([engine, engine]);
  });

  it('asks nothing about the engine in use, an automatic one, a container, or other settings', async () => {
    current = { ...DEFAULT_SETTINGS, engine: PROGRAM };
    await update({ engine: PROGRAM });
    await update({ engine: { kind: 'container', runtime: 'podman' } });
    await update({ engine: { kind: 'auto' } });
    await update({ theme: 'dark' });
    expect(asked).toEqual([]);
    expect(current).toMatchObject({ theme: 'dark', engine: { kind: 'auto' } });
  });

  it('asks one question at a time, so that a page cannot pile them up', async () => {
    const first = update({ engine: PROGRAM });
    expect((await update({ engine: REMOTE })).engine).toEqual({ kind: 'auto' });
    answer(true);
    expect((await first).engine).toEqual(PROGRAM);
    expect(asked).toEqual([PROGRAM]);
  });
});
