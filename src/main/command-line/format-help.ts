import { COMMAND_REFERENCE, type ReferenceEntry } from '../../shared/model/command-reference';

const WIDTH = 79;

/** What `pestle --help` writes, at most 79 characters wide. */
export function formatHelp(): string {
  const { summary, commands, options, exitCodes, links, notes } = COMMAND_REFERENCE;
  return [
    `Pestle: ${summary}`,
    '',
    'Usage:',
    ...entries(commands, 25),
    '',
    'Options:',
    ...entries(options, 25),
    '',
    'Links:',
    ...links.map((link) => `  ${link}`),
    '',
    'Exit codes:',
    ...entries(exitCodes, 6),
    '',
    ...notes.flatMap((note) => wrap(note, WIDTH)),
    '',
  ].join('\n');
}

function entries(list: readonly ReferenceEntry[], indent: number): string[] {
  return list.flatMap(({ term, text }) => {
    const [first = '', ...rest] = wrap(text, WIDTH - indent);
    return [`  ${term}`.padEnd(indent) + first, ...rest.map((line) => ' '.repeat(indent) + line)];
  });
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
