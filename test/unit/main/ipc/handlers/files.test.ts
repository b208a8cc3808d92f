import { describe, expect, it } from 'vitest';
import { createFileHandlers } from '../../../../../src/main/ipc/handlers/files';
import { AppError } from '../../../../../src/shared/errors';

const context = { contentsId: 7 };
const choosing = (path: string | null, readText = (): Promise<string> => Promise.resolve('text')) =>
  createFileHandlers({ choose: () => Promise.resolve(path), readText });

describe('the calls about files', () => {
  it('give the name and the text of the chosen file, not where it lies', async () => {
    const handlers = choosing('/home/someone/.ssh/id_ed25519');
    const answer = await handlers['files.openText']({ purpose: 'private-key' }, context);
    expect(answer).toEqual({ name: 'id_ed25519', text: 'text' });
  });

  it('answer with null when the user cancelled', async () => {
    const handlers = choosing(null);
    expect(await handlers['files.openText']({ purpose: 'certificate' }, context)).toBeNull();
    expect(await handlers['files.chooseEngine'](undefined, context)).toBeNull();
  });

  it('open one dialog at a time', async () => {
    const answers: ((path: string) => void)[] = [];
    const handlers = createFileHandlers({
      choose: () => new Promise((resolve) => answers.push(resolve)),
      readText: () => Promise.resolve('text'),
    });
    const first = handlers['files.chooseEngine'](undefined, context);
    expect(await handlers['files.openText']({ purpose: 'certificate' }, context)).toBeNull();
    expect(answers).toHaveLength(1);
    answers[0]?.('/usr/sbin/guacd');
    expect(await first).toBe('/usr/sbin/guacd');
    void handlers['files.chooseEngine'](undefined, context);
    expect(answers).toHaveLength(2);
  });

  it('pass on why a file cannot be read', async () => {
    const handlers = choosing('/dev/zero', () => Promise.reject(new AppError('FILE_UNREADABLE')));
    const answer = handlers['files.openText']({ purpose: 'private-key' }, context);
    await expect(answer).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });
});
