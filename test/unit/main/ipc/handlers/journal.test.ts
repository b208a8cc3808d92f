import { describe, expect, it } from 'vitest';
import { createJournalHandlers } from '../../../../../src/main/ipc/handlers/journal';
import { AppError } from '../../../../../src/shared/errors';

const context = { contentsId: 7 };

describe('the calls about session logs', () => {
  it('read the log of the connection that is asked for', async () => {
    const journal = { entries: [], lost: 0 };
    const asked: string[] = [];
    const handlers = createJournalHandlers({
      read: (profileId) => {
        asked.push(profileId);
        return Promise.resolve(journal);
      },
    });
    expect(await handlers['journal.read']({ profileId: 'p' }, context)).toBe(journal);
    expect(asked).toEqual(['p']);
  });

  it('fail with what the store fails with', async () => {
    const handlers = createJournalHandlers({ read: () => Promise.reject(new AppError('STORAGE_FAILED')) });
    const answer = handlers['journal.read']({ profileId: 'p' }, context);
    await expect(answer).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
  });
});
