import { readFileSync, writeFileSync } from 'node:fs';
import { fuses } from '../package/fuses.mjs';
import { inRepository } from '../paths.mjs';
import { isMain, runMain, say } from '../terminal.mjs';
import { securityChecklist } from './security-checklist.mjs';

const begin = '<!-- Made by scripts/audit/security-tables.mjs: change that, then run it. -->';
const end = '<!-- End of what is made. -->';

/** @param {string} test */
const fileOf = (test) => `\`${test.slice(0, test.indexOf(':'))}\``;

/** @param {readonly string[]} cells */
const row = (cells) => `| ${cells.join(' | ')} |`;

/** The tables of all decisions, as Markdown. */
function securityTables() {
  const items = securityChecklist.map(({ item, decision, tests }, index) =>
    row([String(index + 1), item, decision, [...new Set(tests.map(fileOf))].join(', ')]),
  );
  const switches = fuses.map(({ name, on, reason }) => row([`\`${name}\``, on ? 'on' : 'off', reason]));
  return [
    ...[
      "### Electron's checklist",
      '',
      row(['#', 'item', 'decision', 'shown by, in `test`']),
      '|---|---|---|---|',
    ],
    ...items,
    ...['', '### Fuses', '', row(['fuse', 'ours', 'reason']), '|---|---|---|'],
    ...switches,
  ].join('\n');
}

/**
 * The document with present tables in the place of those that it has.
 * @param {string} document
 * @throws {Error} when the marks are not there.
 */
export function withSecurityTables(document) {
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error('The marks of the tables are missing.');
  return `${document.slice(0, from)}${begin}\n\n${securityTables()}\n\n${document.slice(to)}`;
}

async function main() {
  const file = inRepository('SECURITY.md');
  writeFileSync(file, withSecurityTables(readFileSync(file, 'utf8')));
  say('SECURITY.md has the present tables');
}

if (isMain(import.meta)) await runMain(main);
