import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { SETTINGS_DOCUMENT } from '../../../../src/main/settings/settings-document';
import { SettingsStore } from '../../../../src/main/settings/settings-store';
import { JsonDocument } from '../../../../src/main/storage/json-document';
import { DEFAULT_SETTINGS, settingsSchema, type Settings } from '../../../../src/shared/model/settings';
import { MemoryFolder, MemoryWriter } from '../storage/memory-folder';

let folder: MemoryFolder;
let writer: MemoryWriter;

beforeEach(() => {
  folder = new MemoryFolder();
  writer = new MemoryWriter(folder, 'settings');
});

const start = () =>
  new SettingsStore(
    new JsonDocument({ spec: SETTINGS_DOCUMENT, folder, writer, notify: () => undefined, now: () => 0 }),
  );

describe('the settings', () => {
  it('start with the defaults', () => {
    expect(start().get()).toEqual(DEFAULT_SETTINGS);
  });

  it('change only where they are told to, and keep it over a restart', () => {
    start().update({ theme: 'dark' });
    start().update({ clipboard: { fromRemote: false, toRemote: true } });
    expect(start().get()).toEqual({
      ...DEFAULT_SETTINGS,
      theme: 'dark',
      clipboard: { fromRemote: false, toRemote: true },
    });
  });

  it('take a zoom within its bounds only', () => {
    for (const [zoomPercent, isFine] of [
      [50, true],
      [300, true],
      [225, true],
      [25, false],
      [325, false],
      [110, false],
    ] as const) {
      expect(v.is(settingsSchema, { ...DEFAULT_SETTINGS, zoomPercent })).toBe(isFine);
    }
    start().update({ zoomPercent: 125 });
    expect(start().get().zoomPercent).toBe(125);
  });

  it('tell every listener of a change once it is on disk, and none when nothing changes', () => {
    const store = start();
    const seen: [Settings['theme'], boolean][] = [];
    const subscription = store.onChanged((settings) =>
      seen.push([settings.theme, folder.files.has('settings.json')]),
    );
    store.update({ theme: 'dark' });
    store.update({ theme: 'dark' });
    subscription.dispose();
    store.update({ theme: 'light' });
    expect(seen).toEqual([['dark', true]]);
    expect(writer.count).toBe(2);
  });

  it('stay as they were when they cannot be saved, and nobody is told', () => {
    const store = start();
    store.onChanged(() => {
      throw new Error('told of a change that was not saved');
    });
    writer.failure = 'EACCES';
    expect(() => store.update({ theme: 'dark' })).toThrow(
      expect.objectContaining({ code: 'STORAGE_FAILED' }),
    );
    expect(store.get().theme).toBe('system');
  });

  it('of a newer version are used as far as they are understood', () => {
    const data = { ...DEFAULT_SETTINGS, theme: 'dark', engine: { kind: 'cloud' }, sounds: true };
    folder.put('settings.json', JSON.stringify({ version: 3, data }));
    const store = start();
    expect(store.get()).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark' });
    expect(() => store.update({ theme: 'light' })).toThrow(
      expect.objectContaining({ code: 'STORAGE_NEWER' }),
    );
  });
});
