import type { ParameterDescriptor } from './descriptor';
import { field, type Field, inGroup, UNRELEASED } from './field';

const FONT_SIZES = ['8', '9', '10', '11', '12', '14', '18', '24', '30', '36', '48', '60', '72', '96'];
const TERMINAL_TYPES = ['linux', 'xterm', 'xterm-256color', 'vt220', 'vt100', 'ansi'];

const sameLabel = (value: string) => ({ value, label: value });

const terminalTypeField = (since: string | null): Field =>
  field.text(
    'terminal-type',
    'Terminal type',
    'Kind of terminal that programs are told they run in (TERM). Choose xterm-256color for more colours.',
    { defaultValue: 'linux', options: TERMINAL_TYPES.map(sameLabel), since },
  );

/** How the terminal looks and what its keys send; the same for every protocol that is shown as a terminal. */
export function terminalParameters(terminalTypeSince: string | null): readonly ParameterDescriptor[] {
  return inGroup(
    'terminal',
    field.text(
      'color-scheme',
      'Colours',
      'A ready-made scheme, or your own as pairs such as "foreground: white; background: navy".',
      {
        defaultValue: 'gray-black',
        options: [
          { value: 'gray-black', label: 'Grey on black' },
          { value: 'white-black', label: 'White on black' },
          { value: 'green-black', label: 'Green on black' },
          { value: 'black-white', label: 'Black on white' },
        ],
      },
    ),
    field.text(
      'font-name',
      'Font',
      "Font family of the terminal. It must be installed on the engine's computer.",
      {
        defaultValue: 'monospace',
      },
    ),
    field.integer('font-size', 'Font size', 'Size of the terminal font in points.', {
      defaultValue: '12',
      min: 1,
      options: FONT_SIZES.map(sameLabel),
    }),
    field.integer('scrollback', 'Scrollback', 'Number of lines that are kept to scroll back to.', {
      defaultValue: '1000',
      since: '1.1.0',
    }),
    terminalTypeField(terminalTypeSince),
    field.integer(
      'backspace',
      'Backspace sends',
      'Code that the Backspace key sends. Change it when Backspace prints ^? or ^H.',
      {
        defaultValue: '127',
        max: 255,
        options: [
          { value: '127', label: 'Delete (127)' },
          { value: '8', label: 'Backspace (8)' },
        ],
      },
    ),
    field.choice(
      'func-keys-and-keypad',
      'Function keys and keypad',
      'Which codes the function keys and the number pad send.',
      {
        defaultValue: 'esc',
        options: [
          { value: 'esc', label: 'Escape codes' },
          { value: 'vt100', label: 'VT100' },
        ],
        since: UNRELEASED,
      },
    ),
  );
}

/** A text log of what a terminal shows, with timing, written where the engine runs. */
export const TYPESCRIPT_PARAMETERS: readonly ParameterDescriptor[] = inGroup(
  'typescript',
  field.text(
    'typescript-path',
    'Folder',
    "Path of a folder on the engine's computer. When set, the terminal's text is logged there.",
  ),
  field.text(
    'typescript-name',
    'File name',
    'Name of the log. Its timing goes to a second file, NAME.timing.',
    {
      defaultValue: 'typescript',
    },
  ),
  field.boolean(
    'create-typescript-path',
    'Create the folder',
    'Create the last folder of the path when it is missing.',
  ),
  field.boolean(
    'typescript-write-existing',
    'Write to an existing file',
    'Use a file that is already there instead of adding a number to the name.',
    { since: '1.6.0' },
  ),
);
