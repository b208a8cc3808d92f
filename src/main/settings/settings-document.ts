import * as v from 'valibot';
import { DEFAULT_SETTINGS, type Settings, settingsSchema } from '../../shared/model/settings';
import type { DocumentSpec, Migration } from '../storage/document-spec';

/** The settings of a newer version: each that is understood, the default for each that is not. */
function salvageSettings(data: unknown): Settings | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { theme, engine, clipboard, confirmQuit, zoomPercent } = settingsSchema.entries;
  const loose = v.object({
    theme: v.fallback(theme, DEFAULT_SETTINGS.theme),
    engine: v.fallback(engine, DEFAULT_SETTINGS.engine),
    clipboard: v.fallback(clipboard, DEFAULT_SETTINGS.clipboard),
    confirmQuit: v.fallback(confirmQuit, DEFAULT_SETTINGS.confirmQuit),
    zoomPercent: v.fallback(zoomPercent, DEFAULT_SETTINGS.zoomPercent),
  });
  const parsed = v.safeParse(loose, { ...DEFAULT_SETTINGS, ...data });
  return parsed.success ? parsed.output : undefined;
}

/** Version 1 had no zoom. */
const addZoom: Migration = (data) => {
  if (typeof data !== 'object' || data === null) throw new Error('no settings');
  return { ...data, zoomPercent: DEFAULT_SETTINGS.zoomPercent };
};

/** The settings' file. */
export const SETTINGS_DOCUMENT: DocumentSpec<Settings> = {
  name: 'settings',
  title: 'settings',
  schema: settingsSchema,
  migrations: [addZoom],
  createDefault: () => DEFAULT_SETTINGS,
  salvage: salvageSettings,
};
