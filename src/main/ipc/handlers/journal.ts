import type { Journal } from '../../../shared/model/journal';
import type { Handlers } from '../register';

/** What the calls about session logs need of their store. */
export type JournalService = { read(profileId: string): Promise<Journal> };

/** The calls `journal.*`. */
export function createJournalHandlers(journal: JournalService): Pick<Handlers, 'journal.read'> {
  return { 'journal.read': ({ profileId }) => journal.read(profileId) };
}
