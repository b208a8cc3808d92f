import type { Profile } from '../../shared/model/profile';
import { nearNames } from './near-names';

/** What a name on the command line stands for. */
export type Resolution =
  | { kind: 'found'; profile: Profile }
  /** Several connections have this name. */
  | { kind: 'ambiguous'; profiles: readonly Profile[] }
  /** None has; these names are near it. */
  | { kind: 'unknown'; near: readonly string[] };

/** Finds a saved connection by its ID, by its exact name, or by its name in other upper and lower case, in this order. */
export function resolveConnection(wanted: string, profiles: readonly Profile[]): Resolution {
  const low = wanted.trim().toLowerCase();
  const matches = [
    profiles.filter(({ id }) => id === low),
    profiles.filter(({ name }) => name === wanted),
    profiles.filter(({ name }) => name.toLowerCase() === low),
  ].find((found) => found.length > 0);
  const [first, second] = matches ?? [];
  if (matches === undefined || first === undefined) {
    return {
      kind: 'unknown',
      near: nearNames(
        wanted,
        profiles.map(({ name }) => name),
      ),
    };
  }
  return second === undefined ? { kind: 'found', profile: first } : { kind: 'ambiguous', profiles: matches };
}
