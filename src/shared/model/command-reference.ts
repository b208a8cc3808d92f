/** One way to call `pestle`, or one option or word, with what it does. */
export type ReferenceEntry = { term: string; text: string };

/** All that is written about the command line: `--help`, the man page and the in-app help are made from it. */
export type CommandReference = {
  summary: string;
  commands: readonly ReferenceEntry[];
  options: readonly ReferenceEntry[];
  exitCodes: readonly ReferenceEntry[];
  links: readonly string[];
  notes: readonly string[];
};

export const COMMAND_REFERENCE: CommandReference = {
  summary: 'remote computers by SSH, RDP, VNC, telnet and Kubernetes',
  commands: [
    { term: 'pestle', text: 'Opens the window, or brings it to the front when Pestle is running.' },
    {
      term: 'pestle connect NAME',
      text: 'Opens a session of a saved connection, in the running Pestle if there is one. NAME is its name or its ID.',
    },
    {
      term: 'pestle connect LINK',
      text: 'Shows what a link or an .rdp file asks for. Nothing is connected before you agree in the window.',
    },
    { term: 'pestle LINK…', text: 'The same, for up to eight links and .rdp files.' },
    { term: 'pestle new', text: 'Opens the window with a new connection to fill in.' },
    { term: 'pestle list', text: 'Lists the saved connections. Never a password; no window opens.' },
    {
      term: 'pestle engine status',
      text: 'Tells which engine the running Pestle uses and whether it is ready. No window opens.',
    },
  ],
  options: [
    { term: '--json', text: 'Writes the answer of list, engine status and --version as JSON.' },
    {
      term: '--log=trace',
      text: 'Writes each instruction between Pestle and the engine, without its values, to logs/trace.log.',
    },
    { term: '-h, --help', text: 'Shows this text.' },
    { term: '-v, --version', text: 'Shows the version.' },
    { term: '--', text: 'Ends the options: what follows is a name, a link or a file.' },
  ],
  exitCodes: [
    { term: '0', text: 'Done. For connect: the window opened, or the running Pestle took it over.' },
    { term: '64', text: 'The command line cannot be understood.' },
    { term: '65', text: 'The link cannot be opened.' },
    { term: '66', text: 'There is no such connection, or no such file.' },
    { term: '69', text: 'Pestle is not running, or its engine is not ready.' },
    { term: '70', text: 'A fault in Pestle.' },
    { term: '74', text: 'The saved connections could not be read.' },
  ],
  links: ['ssh://user@host:port', 'rdp://user@host:port', 'vnc://host:port', 'telnet://host:port'],
  notes: [
    'Switches of Chromium, such as --user-data-dir=FOLDER or --ozone-platform=wayland, are passed on. Put them before the command.',
    'A password in a link or file is not used, and nothing that a link or file names is ever run.',
  ],
};
