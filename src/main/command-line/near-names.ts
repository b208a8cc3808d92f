/** Most names that are offered in place of one that is not known. */
const MAX_OFFERS = 5;

/** Whether one letter too many, too few or wrong, or two letters the wrong way round, make one word of the other. */
export function isNearMiss(word: string, meant: string): boolean {
  return word !== meant && distance(word, meant) === 1;
}

/** The names that a mistyped one may have meant, the nearest first; upper and lower case are the same. */
export function nearNames(wanted: string, names: readonly string[]): readonly string[] {
  const low = wanted.toLowerCase();
  const ranked = names.flatMap((name) => {
    const other = name.toLowerCase();
    const isPart = low.length >= 2 && (other.includes(low) || low.includes(other));
    const steps = distance(low, other);
    return isPart || steps <= Math.max(1, Math.floor(low.length / 3)) ? [{ name, steps }] : [];
  });
  const sorted = ranked.sort((a, b) => a.steps - b.steps || (a.name < b.name ? -1 : 1));
  return [...new Set(sorted.map(({ name }) => name))].slice(0, MAX_OFFERS);
}

/** Optimal string alignment distance of the first 64 characters. */
function distance(left: string, right: string): number {
  const a = Array.from(left).slice(0, 64);
  const b = Array.from(right).slice(0, 64);
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current.push(
        Math.min(
          (above[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (above[column - 1] ?? 0) + (isSame ? 0 : 1),
          isSwap ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    before = above;
    above = current;
  }
  return above[b.length] ?? 0;
}
