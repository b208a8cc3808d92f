import * as v from 'valibot';
import type { JsonDocument } from '../storage/json-document';
import type { DocumentSpec } from '../storage/document-spec';
import { windowBoundsSchema, type WindowBounds } from './window-bounds';

/** The file that keeps where the window was; null before it was ever closed. */
export const WINDOW_DOCUMENT: DocumentSpec<WindowBounds | null> = {
  name: 'window',
  title: 'place of the window',
  schema: v.nullable(windowBoundsSchema),
  migrations: [],
  createDefault: () => null,
  salvage: () => null,
};

/** Keeps where the window was from one run to the next. A failure only costs that, so neither method throws. */
export type WindowBoundsStore = {
  load(): WindowBounds | null;
  save(bounds: WindowBounds): void;
};

export function createWindowBoundsStore(
  document: JsonDocument<WindowBounds | null>,
  onFailed: (error: unknown) => void,
): WindowBoundsStore {
  return {
    load: () => document.value,
    save(bounds) {
      try {
        document.update(() => bounds);
      } catch (error) {
        onFailed(error);
      }
    },
  };
}
