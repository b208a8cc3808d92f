import * as v from 'valibot';
import { DEFAULT_SETTINGS, type Settings, settingsSchema } from '../../shared/model/settings';
import type { DocumentSpec } from '../storage/document-spec';

/** The settings of a newer version: each that is understood, the default for each that is not. */
function salvageSettings(data: unknown): Settings | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { theme, engine, clipboard, confirmQuit } = settingsSchema.entries;
  const loose = v.object({
    theme: v.fallback(theme, DEFAULT_SETTINGS.theme),
    engine: v.fallback(engine, DEFAULT_SETTINGS.engine),
    clipboard: v.fallback(clipboard, DEFAULT_SETTINGS.clipboard),
    confirmQuit: v.fallback(confirmQuit, DEFAULT_SETTINGS.confirmQuit),
  });
  const parsed = v.safeParse(loose, { ...DEFAULT_SETTINGS, ...data });
  return parsed.success ? parsed.output : undefined;
}

/** The settings' file. */
export const SETTINGS_DOCUMENT: DocumentSpec<Settings> = {
  name: 'settings',
  title: 'settings',
  schema: settingsSchema,
  migrations: [],
  createDefault: () => DEFAULT_SETTINGS,
  salvage: salvageSettings,
};
