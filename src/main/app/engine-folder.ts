import { join } from 'node:path';

export type EngineFolderFacts = {
  readonly isPackaged: boolean;
  /** Where a packaged app keeps what is not in its archive. */
  readonly resourcesPath: string;
  /** The folder of the app's package.json; of a clone, its root. */
  readonly appPath: string;
};

/** Where the engine is that Pestle brings, if it brings one: packed with the app, or made by the set-up of a clone. */
export function findEngineFolder({ isPackaged, resourcesPath, appPath }: EngineFolderFacts): string {
  return isPackaged ? join(resourcesPath, 'engine') : join(appPath, '.cache/engine/full');
}
