import type { Settings, SettingsChange } from '../../../shared/model/settings';
import type { Handlers } from '../register';

/** What the calls about settings need of the settings store. */
export type SettingsService = {
  get(): Settings;
  update(change: SettingsChange): Settings | Promise<Settings>;
};

/** The calls `settings.*`. */
export function createSettingsHandlers(
  settings: SettingsService,
): Pick<Handlers, 'settings.get' | 'settings.update'> {
  return {
    'settings.get': () => settings.get(),
    'settings.update': (change) => settings.update(change),
  };
}
