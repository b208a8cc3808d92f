/** The group of mimeapps.list in which the user's choices are (freedesktop.org, MIME applications). */
const GROUP = '[Default Applications]';

type Place = { header: number | null; lines: readonly number[] };

/** The programs that open a MIME type, by the text of a mimeapps.list: names of desktop entries, the preferred first. */
export function readChoice(text: string, mimeType: string): readonly string[] {
  const lines = text.split('\n');
  return findPlace(lines, mimeType).lines.flatMap((at) => valuesOf(lines[at] ?? ''));
}

/** The same text with other programs for a MIME type; with none, the type is left to the system. */
export function withChoice(text: string, mimeType: string, entries: readonly string[]): string {
  const lines = text === '' ? [] : text.split('\n');
  const place = findPlace(lines, mimeType);
  const kept = lines.filter((_, at) => !place.lines.includes(at));
  if (entries.length === 0) return kept.join('\n');
  const line = `${mimeType}=${entries.join(';')};`;
  const [first] = place.lines;
  if (first !== undefined) return [...kept.slice(0, first), line, ...kept.slice(first)].join('\n');
  if (place.header !== null) {
    return [...kept.slice(0, place.header + 1), line, ...kept.slice(place.header + 1)].join('\n');
  }
  const before = kept.join('\n').replace(/\n*$/, '');
  return `${before === '' ? '' : `${before}\n\n`}${GROUP}\n${line}\n`;
}

/** Where the group begins, and which lines of it are about the type. */
function findPlace(lines: readonly string[], mimeType: string): Place {
  let header: number | null = null;
  let isInGroup = false;
  const found: number[] = [];
  for (const [at, line] of lines.entries()) {
    if (line.startsWith('[')) {
      isInGroup = line.trim() === GROUP;
      if (isInGroup) header ??= at;
    } else if (isInGroup && line.split('=', 1)[0]?.trim() === mimeType) found.push(at);
  }
  return { header, lines: found };
}

const valuesOf = (line: string): string[] =>
  line
    .slice(line.indexOf('=') + 1)
    .split(';')
    .map((value) => value.trim())
    .filter((value) => value !== '');
