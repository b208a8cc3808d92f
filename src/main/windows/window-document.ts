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

/** Keeps where the window was for the next run. A failure only costs that, so it does not throw. */
export type WindowBoundsStore = {
  save(bounds: WindowBounds): void;
};

export function createWindowBoundsStore(
  document: JsonDocument<WindowBounds | null>,
  onFailed: (error: unknown) => void,
): WindowBoundsStore {
  return {
    save(bounds) {
      try {
        document.update(() => bounds);
      } catch (error) {
        onFailed(error);
      }
    },
  };
}
