import { mkdirSync } from 'node:fs';
import type { ElectronApplication } from '@playwright/test';
import type { ProfileDraft } from '../../src/shared/model/profile';
import { expect, test } from './support/pestle-test';
import type { PestleWindow } from './support/pestle-window';

/** Answers the app's questions with this button from now on and keeps their texts. */
async function answerQuestions(app: ElectronApplication, button: string): Promise<void> {
  await app.evaluate(({ dialog }, wanted) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    dialog.showMessageBox = (...args: unknown[]) => {
      const { message, detail, buttons } = args.at(-1) as Record<'message' | 'detail', string> & {
        buttons: string[];
      };
      asked.push(`${message}\n${detail}`);
      return Promise.resolve({ response: buttons.indexOf(wanted), checkboxChecked: false });
    };
  }, button);
}

const readQuestions = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);

async function save(pestle: PestleWindow, draft: ProfileDraft): Promise<string> {
  const answer = await pestle.page.evaluate((each) => window.pestle.calls.profiles.save(each), draft);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value.id;
}

test.describe('a connection that uses folders', () => {
  test('is opened only when the user agrees in a question of main, and asked about again when it changes', async ({
    app,
    pestle,
    servers,
  }) => {
    const folder = test.info().outputPath('share');
    mkdirSync(folder, { recursive: true });
    const draft: ProfileDraft = {
      name: 'Office desktop',
      protocol: 'rdp',
      parameters: {
        hostname: servers.host,
        port: String(servers.ports.rdp),
        username: servers.username,
        domain: 'desktop',
        'ignore-cert': 'true',
        'enable-drive': 'true',
        'drive-path': folder,
      },
      secrets: { password: servers.password },
    };
    const id = await save(pestle, draft);

    await answerQuestions(app, 'Cancel');
    await pestle.open(draft.name);
    await pestle.expectPhase(draft.name, 'failed');
    expect((await pestle.session(draft.name)).problem?.code).toBe('FOLDER_REFUSED');
    const [question = ''] = await readQuestions(app);
    expect(question).toContain('“Office desktop”');
    expect(question).toContain(folder);

    await answerQuestions(app, 'Allow');
    await pestle.panel(draft.name).getByRole('button', { name: 'Reconnect' }).click();
    await pestle.expectPhase(draft.name, 'live');
    expect(await readQuestions(app)).toHaveLength(1);
    await pestle.closeTab(draft.name);
    await pestle.openLive(draft.name);
    expect(await readQuestions(app)).toHaveLength(1);
    await pestle.closeTab(draft.name);

    // As a hijacked page could: another folder for the same computer.
    await save(pestle, { ...draft, id, parameters: { ...draft.parameters, 'drive-path': '/' }, secrets: {} });
    await answerQuestions(app, 'Cancel');
    await pestle.open(draft.name);
    await pestle.expectPhase(draft.name, 'failed');
    expect(await readQuestions(app)).toHaveLength(1);
  });
});
