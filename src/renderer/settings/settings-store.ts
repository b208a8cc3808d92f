import { create } from 'zustand';
import { DEFAULT_SETTINGS, type Settings, type SettingsChange } from '../../shared/model/settings';
import { bridge, unwrap } from '../platform/bridge';
import { watchValue, type Watch } from '../platform/watch-value';

/** The settings as main keeps them; the defaults until its first answer. */
export const useSettings = create<{ settings: Settings }>()(() => ({ settings: DEFAULT_SETTINGS }));

/** Follows main's settings. */
export function watchSettings(): Watch {
  return watchValue(
    'settings.changed',
    () => unwrap(bridge().calls.settings.get()),
    (settings) => useSettings.setState({ settings }),
  );
}

/** Changes settings; the page shows the change once main has saved it. Rejects with STORAGE_FAILED or STORAGE_NEWER. */
export async function changeSettings(change: SettingsChange): Promise<void> {
  const settings = await unwrap(bridge().calls.settings.update(change));
  useSettings.setState({ settings });
}
