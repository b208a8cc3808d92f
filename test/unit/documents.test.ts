import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const REPOSITORY = path.resolve(__dirname, '../..');
const DOCUMENTS = [
  ...readdirSync(REPOSITORY).filter((name) => name.endsWith('.md')),
  ...['docs', 'docs/adr'].flatMap((folder) =>
    readdirSync(path.join(REPOSITORY, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => path.join(folder, name)),
  ),
];
/** Made by building or by running, so not there in a fresh clone. */
const MADE = /^(out|dist|demo-output|test-results|node_modules|\.cache)\b/;

/** The files and folders of this repository that a document names: targets of links, and paths in code marks. */
function namedPaths(document: string): string[] {
  const text = readFileSync(path.join(REPOSITORY, document), 'utf8');
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target]) =>
    path.join(path.dirname(document), target ?? ''),
  );
  const marks = [...text.matchAll(/`((?:src|test|docs|scripts)\/[\w./-]*)`/g)].map(
    ([, target]) => target ?? '',
  );
  return [...links, ...marks].filter((target) => !MADE.test(target));
}

describe('the documents', () => {
  it.each(DOCUMENTS)('%s names only files that exist', (document) => {
    const missing = namedPaths(document).filter((target) => !existsSync(path.join(REPOSITORY, target)));
    expect(missing).toEqual([]);
  });
});
