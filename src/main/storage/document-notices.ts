import type { Notice } from '../../shared/model/notice';

type Subject = { name: string; title: string };

/** What took the place of content that could not be read, as the end of a sentence. */
function replacement(hasCopy: boolean): string {
  return hasCopy ? 'The last good copy is used instead.' : 'There is no good copy, so it starts empty.';
}

/** A file was not readable and was renamed. */
export function damagedNotice(
  { name, title }: Subject,
  why: string,
  keptAs: string,
  hasCopy: boolean,
): Notice {
  return {
    id: `storage.${name}.damaged`,
    tone: 'warning',
    title: `The file of your ${title} was damaged`,
    text: `It could not be read because ${why}. It was kept as ${keptAs}. ${replacement(hasCopy)}`,
  };
}

/** A file was gone although it had been there. */
export function missingNotice({ name, title }: Subject): Notice {
  return {
    id: `storage.${name}.missing`,
    tone: 'warning',
    title: `The file of your ${title} was missing`,
    text: 'The last good copy is used instead.',
  };
}

/** Something lies in the file's place that must not be touched. */
export function blockedNotice({ name, title }: Subject, reason: string, hasCopy: boolean): Notice {
  return {
    id: `storage.${name}.blocked`,
    tone: 'error',
    title: `The file of your ${title} cannot be used`,
    text: `${name}.json: ${reason}. ${replacement(hasCopy)} Changes cannot be saved until this is put right and Pestle is started again.`,
  };
}

/** The file comes from a newer version of Pestle. */
export function newerNotice({ name, title }: Subject, isReadable: boolean): Notice {
  return {
    id: `storage.${name}.newer`,
    tone: 'warning',
    title: `Your ${title} were saved by a newer version of Pestle`,
    text: `${isReadable ? 'They can be used but not changed' : 'They cannot be read'} by this version. The file is left as it is. Update Pestle to change them.`,
  };
}

/** Nothing can be written at the moment. */
export function unsavedNotice({ name, title }: Subject, reason: string): Notice {
  return {
    id: `storage.${name}.unsaved`,
    tone: 'error',
    title: `Your ${title} cannot be saved`,
    text: `The folder of Pestle's data does not take changes (${reason}). Check free space and access rights.`,
  };
}
