/** The two files of a connection's session log. */
export type FileNames = { /** The one that is written. */ newer: string; older: string };

/** What becomes of a session log: `deleted` ones go with the end of the app, unless the connection comes back. */
export type Fate = 'kept' | 'deleted';

const PATTERN = /^([0-9a-f-]{36})(\.deleted)?(\.1)?\.jsonl$/;

/** The names of a connection's files. */
export function fileNames(profileId: string, fate: Fate): FileNames {
  const stem = fate === 'kept' ? profileId : `${profileId}.deleted`;
  return { newer: `${stem}.jsonl`, older: `${stem}.1.jsonl` };
}

/** What becomes of a file of that name; null: it is none of ours. */
export function fateOf(name: string): Fate | null {
  const match = PATTERN.exec(name);
  if (match === null) return null;
  return match[2] === undefined ? 'kept' : 'deleted';
}
