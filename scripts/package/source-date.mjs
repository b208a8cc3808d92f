import { execFileSync } from 'node:child_process';
import { repositoryPath } from '../paths.mjs';

/**
 * The time that everything in a package has: SOURCE_DATE_EPOCH (reproducible-builds.org), or that of the commit, so that
 * the same commit gives the same package. Without git it is the start of 2020.
 * @param {NodeJS.ProcessEnv} [environment]
 */
export function sourceDate(environment = process.env) {
  const given = environment.SOURCE_DATE_EPOCH;
  if (given !== undefined && /^\d{1,12}$/.test(given)) return new Date(Number(given) * 1000);
  try {
    const seconds = execFileSync('git', ['log', '-1', '--format=%ct'], {
      cwd: repositoryPath,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return new Date(Number(seconds.trim()) * 1000);
  } catch {
    return new Date('2020-01-01T00:00:00Z');
  }
}
