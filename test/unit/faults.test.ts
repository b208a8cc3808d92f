import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { testSentences } from '../support/test-sentences';

const REPOSITORY = path.resolve(__dirname, '../..');
const CATALOGUE = readFileSync(path.join(REPOSITORY, 'docs/faults.md'), 'utf8');

type Row = { id: string; cells: string[]; files: string[]; reason: string | null };

/** The rows of all tables of the catalogue: id, fault, what Pestle does, bound, where it is shown. */
const ROWS: Row[] = CATALOGUE.split('\n')
  .filter((line) => /^\| [A-Z]\d+ /.test(line))
  .map((line) => {
    const [id = '', ...cells] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    const shown = cells.at(-1) ?? '';
    const reason = /\bnot tested: (.+)/.exec(shown)?.[1] ?? null;
    return {
      id,
      cells,
      reason,
      files: [...shown.matchAll(/`([^` ]+\.ts)`/g)].map(([, file]) => `test/${file ?? ''}`),
    };
  });

/** Files of tests by the id with which the sentence of one of its tests begins. */
const SHOWN = new Map<string, Set<string>>();
for (const name of readdirSync(path.join(REPOSITORY, 'test'), { recursive: true, encoding: 'utf8' })) {
  if (!/\.(test|spec)\.tsx?$/.test(name)) continue;
  const file = path.posix.join('test', name.split(path.sep).join('/'));
  for (const sentence of testSentences(path.join(REPOSITORY, file))) {
    const id = /^([A-Z]\d{1,2}): /.exec(sentence)?.[1];
    if (id !== undefined) SHOWN.set(id, (SHOWN.get(id) ?? new Set()).add(file));
  }
}

describe('the fault catalogue', () => {
  it('counts the ids of each letter up without a gap, and fills five cells in each row', () => {
    const counts = new Map<string, number>();
    for (const { id } of ROWS) {
      const count = (counts.get(id.slice(0, 1)) ?? 0) + 1;
      expect(id.slice(1)).toBe(String(count));
      counts.set(id.slice(0, 1), count);
    }
    expect(Object.fromEntries(counts)).toEqual({ T: 10, P: 11, R: 10, S: 8, N: 5, C: 6 });
    for (const { id, cells } of ROWS) {
      expect({ id, cells: cells.length, empty: cells.includes('') }).toEqual({ id, cells: 4, empty: false });
    }
  });

  it.each(ROWS)('$id is shown by the tests it names, or says why not', ({ id, files, reason }) => {
    const shown = SHOWN.get(id) ?? new Set();
    expect(files.filter((file) => !shown.has(file))).toEqual([]);
    if (files.length === 0) expect(reason).toMatch(/^.{20,}$/);
  });

  it('knows every id that a test begins with', () => {
    const known = new Set(ROWS.map(({ id }) => id));
    expect([...SHOWN.keys()].filter((id) => !known.has(id))).toEqual([]);
  });
});
