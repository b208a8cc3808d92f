import * as v from 'valibot';
import { INTENT_PROTOCOLS } from './intent';

/** Which links of the desktop open in Pestle, and whether that can be changed here. */
export const linkHandlingSchema = v.strictObject({
  /** The schemes whose links open in Pestle because the user wants it. */
  schemes: v.array(v.picklist(INTENT_PROTOCOLS)),
  /**
   * Why it cannot be changed; null when it can. `development`: the system would open a bare Electron.
   * `no-desktop-entry`: the desktop does not know Pestle.
   */
  obstacle: v.nullable(v.picklist(['development', 'no-desktop-entry'])),
});
export type LinkHandling = v.InferOutput<typeof linkHandlingSchema>;
