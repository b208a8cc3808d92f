import * as v from 'valibot';
import { engineChoiceSchema } from './engine';
import { MAX_ZOOM_PERCENT, MIN_ZOOM_PERCENT, ZOOM_UNIT_PERCENT } from './zoom';

/** Everything the user can set that does not belong to one profile. */
export const settingsSchema = v.strictObject({
  theme: v.picklist(['system', 'light', 'dark']),
  engine: engineChoiceSchema,
  clipboard: v.strictObject({
    /** Text copied on the remote computer is put on this computer's clipboard. */
    fromRemote: v.boolean(),
    /** Text on this computer's clipboard is offered to the session in use. */
    toRemote: v.boolean(),
  }),
  /** Ask before quitting while sessions are live. */
  confirmQuit: v.boolean(),
  /** How large the app's own screens are, in per cent. Pictures of sessions do not follow it. */
  zoomPercent: v.pipe(
    v.number(),
    v.multipleOf(ZOOM_UNIT_PERCENT),
    v.minValue(MIN_ZOOM_PERCENT),
    v.maxValue(MAX_ZOOM_PERCENT),
  ),
});
export type Settings = v.InferOutput<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  engine: { kind: 'auto' },
  clipboard: { fromRemote: true, toRemote: true },
  confirmQuit: true,
  zoomPercent: 100,
};

/** A change of settings: whole top-level values, only those that change. */
export const settingsChangeSchema = v.partial(settingsSchema);
export type SettingsChange = v.InferOutput<typeof settingsChangeSchema>;
