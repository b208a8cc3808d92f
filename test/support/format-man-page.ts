import { COMMAND_REFERENCE, type ReferenceEntry } from '../../src/shared/model/command-reference';

/** The manual page pestle(1) in roff, for docs/pestle.1. The same every time: it names no version and no date. */
export function formatManPage(): string {
  const { summary, commands, options, exitCodes, links, notes } = COMMAND_REFERENCE;
  return [
    '.TH PESTLE 1 "" "Pestle" "User Commands"',
    '.SH NAME',
    `pestle \\- ${escape(summary)}`,
    '.SH SYNOPSIS',
    ...commands.flatMap(({ term }, index) => [...(index === 0 ? [] : ['.br']), escapeLine(term)]),
    '.SH COMMANDS',
    ...terms(commands),
    '.SH OPTIONS',
    ...terms(options),
    '.SH LINKS',
    ...links.flatMap((link, index) => [...(index === 0 ? [] : ['.br']), escapeLine(link)]),
    '.SH EXIT STATUS',
    ...terms(exitCodes),
    '.SH NOTES',
    ...notes.flatMap((note) => ['.PP', escapeLine(note)]),
    '.SH SEE ALSO',
    '.BR guacd (8)',
    '',
  ].join('\n');
}

const terms = (list: readonly ReferenceEntry[]): string[] =>
  list.flatMap(({ term, text }) => ['.TP', `.B ${escape(term)}`, escapeLine(text)]);

const escape = (text: string): string =>
  text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll('…', '...');

/** A line of its own must not begin with what roff takes for a request. */
const escapeLine = (text: string): string => {
  const escaped = escape(text);
  return /^[.']/.test(escaped) ? `\\&${escaped}` : escaped;
};
