import type { FolderQuestion } from '../folders/folder-consents';
import type { FolderUse } from '../folders/folder-uses';

/** Longer paths are cut in their middle: where they begin and end matters most. */
const SHOWN_PATH = 200;
const SHOWN_NAME = 80;

/** What a question about folders says. Nothing in it can break a line or turn the direction of the text. */
export function describeFolders({ connection, host, uses }: FolderQuestion): {
  message: string;
  detail: string;
} {
  const remote = host === '' ? 'The remote computer' : `“${shown(host, SHOWN_NAME)}”`;
  const lines = uses.map((use) => describeUse(use, remote));
  const where = 'All of this is on the computer that runs the engine. Pestle asks again when it changes.';
  return {
    message: `May “${shown(connection, SHOWN_NAME)}” use these folders?`,
    detail: [...lines, where].join('\n\n'),
  };
}

function describeUse({ kind, path }: FolderUse, remote: string): string {
  const place = shown(path, SHOWN_PATH);
  switch (kind) {
    case 'share':
      return path === ''
        ? `${remote} can read and change every file that the engine can. No drive folder is set.`
        : `${remote} can read and change everything in ${place}`;
    case 'record':
      return `The session is recorded to ${place}`;
    case 'transcript':
      return `The terminal’s text is written to ${place}`;
  }
}

function shown(text: string, longest: number): string {
  const plain = text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '\uFFFD');
  if (plain.length <= longest) return plain;
  const half = Math.floor(longest / 2);
  return `${plain.slice(0, half)} … ${plain.slice(-half)}`;
}
