import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository folder, absolute. Every script works from here whatever the current folder is. */
export const repositoryPath = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '');

/** Things that can be made again at any time: runtimes, stamps, type information. Ignored by git. */
export const cachePath = join(repositoryPath, '.cache');

/**
 * A path inside the repository.
 * @param {...string} parts
 */
export const inRepository = (...parts) => join(repositoryPath, ...parts);
