/** What the engine does with a folder or file of its computer because a connection says so. */
export type FolderUse = {
  /** `share`: the remote computer reads and writes it. `record` and `transcript`: the engine writes to it. */
  kind: 'share' | 'record' | 'transcript';
  /** As the engine takes it. Empty for `share`: everything that the engine may read. */
  path: string;
};

type Parameters = Readonly<Record<string, string>>;

/** What is written when a folder for it is set, and the name that guacd gives it. */
const FILES = [
  { kind: 'record', prefix: 'recording', name: 'recording' },
  { kind: 'transcript', prefix: 'typescript', name: 'typescript' },
] as const;

/**
 * Which folders and files the engine would use with these parameters. The protocol is not looked at: a newer guacd may
 * take a parameter for more protocols than this one does, and one question too many does no harm.
 *
 * Sources in guacamole-server: a switch is on by the word `true` alone (src/libguac/user.c); without a path the drive is
 * the root of the file system (src/protocols/rdp/fs.c puts the path before the name); names of files may hold slashes
 * (src/common/recording.c, src/terminal/typescript.c).
 */
export function folderUsesOf(parameters: Parameters): readonly FolderUse[] {
  const uses: FolderUse[] = [];
  if (parameters['enable-drive'] === 'true') {
    uses.push({ kind: 'share', path: parameters['drive-path'] ?? '' });
  }
  const valueOf = (name: string, fallback: string): string => {
    const value = parameters[name] ?? '';
    return value === '' ? fallback : value;
  };
  for (const { kind, prefix, name } of FILES) {
    const folder = valueOf(`${prefix}-path`, '');
    if (folder !== '') uses.push({ kind, path: `${folder}/${valueOf(`${prefix}-name`, name)}` });
  }
  return uses;
}
