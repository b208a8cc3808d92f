import { MAX_PROFILE_NAME_LENGTH } from '../../shared/model/profile';

/**
 * The name of a copy: `Name copy`, then `Name copy 2` and so on, whichever is not taken. A copy of a copy counts on
 * instead of adding another "copy". Long names are cut so that the result fits.
 */
export function copyName(name: string, taken: ReadonlySet<string>): string {
  const original = name.replace(/ copy(?: \d+)?$/, '');
  for (let count = 1; ; count++) {
    const ending = count === 1 ? ' copy' : ` copy ${count}`;
    const candidate = fitted(original, MAX_PROFILE_NAME_LENGTH - ending.length) + ending;
    if (!taken.has(candidate)) return candidate;
  }
}

/** Cuts between characters, never inside one. */
function fitted(name: string, maxLength: number): string {
  let end = 0;
  for (const character of name) {
    if (end + character.length > maxLength) break;
    end += character.length;
  }
  return name.slice(0, end).trimEnd();
}
