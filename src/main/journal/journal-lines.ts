import * as v from 'valibot';
import { journalEntrySchema, type Journal, type JournalEntry } from '../../shared/model/journal';

/** One line of the file, with its end. */
export function lineOf(entry: JournalEntry): string {
  return `${JSON.stringify(entry)}\n`;
}

/**
 * Reads the lines of files, the oldest first. A line that is cut, damaged or of a kind that this version does not
 * know is left out. The order of the entries is that of the lines; no time of day counts.
 */
export function parseLines(text: string): JournalEntry[] {
  return text.split('\n').flatMap((line) => {
    const entry = line === '' ? null : parseLine(line);
    return entry === null ? [] : [entry];
  });
}

/** The newest entries, at most so many, and how many are missing between them. */
export function journalOf(entries: readonly JournalEntry[], maxEntries: number): Journal {
  const newest = entries.slice(-maxEntries);
  const lost = newest.reduce((sum, { order }, index) => {
    const before = newest[index - 1]?.order ?? order - 1;
    return sum + Math.max(0, order - before - 1);
  }, 0);
  return { entries: newest, lost };
}

function parseLine(line: string): JournalEntry | null {
  try {
    const parsed = v.safeParse(journalEntrySchema, JSON.parse(line));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
