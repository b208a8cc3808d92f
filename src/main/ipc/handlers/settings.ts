import type { EngineChoice } from '../../../shared/model/engine';
import type { Settings, SettingsChange } from '../../../shared/model/settings';
import type { Handlers } from '../register';

/** What the calls about settings need of the settings store. */
export type SettingsService = {
  get(): Settings;
  update(change: SettingsChange): Settings | Promise<Settings>;
};

/** The calls `settings.*`. A page may ask for another engine, but only the user can agree to one that needs trust. */
export function createSettingsHandlers(
  settings: SettingsService,
  confirmEngine: (choice: EngineChoice) => Promise<boolean>,
): Pick<Handlers, 'settings.get' | 'settings.update'> {
  let isAsking = false;
  const mayUse = async (choice: EngineChoice | undefined): Promise<boolean> => {
    if (choice === undefined || !needsConsent(choice, settings.get().engine)) return true;
    if (isAsking) return false;
    isAsking = true;
    try {
      return await confirmEngine(choice);
    } finally {
      isAsking = false;
    }
  };
  return {
    'settings.get': () => settings.get(),
    'settings.update': async (change) =>
      (await mayUse(change.engine)) ? settings.update(change) : settings.get(),
  };
}

/** A program is run with the user's rights, and a guacd elsewhere is told the passwords of each session. */
function needsConsent(choice: EngineChoice, present: EngineChoice): boolean {
  if (choice.kind !== 'binary' && choice.kind !== 'remote') return false;
  return JSON.stringify(choice) !== JSON.stringify(present);
}
