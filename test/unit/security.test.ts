import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadScript } from '../support/load-script';
import { testSentences } from '../support/test-sentences';

const { securityChecklist } = (await loadScript('audit/security-checklist.mjs')) as {
  securityChecklist: readonly { item: string; decision: string; tests: readonly string[] }[];
};
const { withSecurityTables } = (await loadScript('audit/security-tables.mjs')) as {
  withSecurityTables: (document: string) => string;
};
const { fuses } = (await loadScript('package/fuses.mjs')) as { fuses: readonly { reason: string }[] };

const REPOSITORY = path.resolve(__dirname, '../..');
const SECURITY = readFileSync(path.join(REPOSITORY, 'SECURITY.md'), 'utf8');

describe('the security checklist', () => {
  it('decides all twenty items of Electron and each of its nine fuses', () => {
    expect(securityChecklist).toHaveLength(20);
    expect(fuses).toHaveLength(9);
    expect(new Set(securityChecklist.map(({ item }) => item)).size).toBe(20);
  });

  it.each(securityChecklist)('is shown by the tests it names: $item', ({ decision, tests }) => {
    expect(decision).not.toBe('');
    expect(tests.length).toBeGreaterThan(0);
    const missing = tests.filter((test) => {
      const [, file = '', sentence = ''] = /^(\S+): (.+)$/.exec(test) ?? [];
      const place = path.join(REPOSITORY, 'test', file);
      return !existsSync(place) || !testSentences(place).includes(sentence);
    });
    expect(missing).toEqual([]);
  });

  it('is what SECURITY.md says: run scripts/audit/security-tables.mjs', () => {
    expect(withSecurityTables(SECURITY)).toBe(SECURITY);
  });
});

describe('the sources of the app', () => {
  const files = readdirSync(path.join(REPOSITORY, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => ({ name, text: readFileSync(path.join(REPOSITORY, 'src', name), 'utf8') }));
  const naming = (pattern: RegExp): string[] =>
    files.filter(({ text }) => pattern.test(text)).map(({ name }) => name);

  it('hands nothing to other programs of the system', () => {
    expect(naming(/\bopenExternal\b|\bopenPath\b/)).toEqual([]);
    // The folders of the log and of the licence notices are shown, whose places nobody can choose.
    const uses = files.flatMap(({ text }) => text.match(/\bshell\.\w+\([^,]*/g) ?? []);
    expect(uses.sort()).toEqual([
      "shell.showItemInFolder(join(app.getPath('userData')",
      'shell.showItemInFolder(join(process.resourcesPath',
    ]);
  });

  it('let Enter refuse in every question of main but the one at quitting', () => {
    const asking = files
      .filter(({ text }) => /\baskQuestion\(/.test(text))
      .map(({ name, text }) => ({ name, text }));
    const agreed = asking.filter(({ text }) => !/\bisRisky: true\b/.test(text)).map(({ name }) => name);
    expect(agreed.sort()).toEqual(['main/app/ask-question.ts', 'main/app/quit-question.ts']);
  });

  it('start no shell, and no process that is sent what Electron would collect of a crash', () => {
    expect(naming(/\bshell:\s*true|\bexec(?:Sync)?\s*\(\s*[`'"]|crashReporter/)).toEqual([]);
  });

  it('make no HTML of text', () => {
    expect(
      naming(/dangerouslySetInnerHTML|\.(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write/),
    ).toEqual([]);
  });
});
