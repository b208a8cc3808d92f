import type { ElectronApplication } from '@playwright/test';
import { expect, test } from './support/pestle-test';
import { serverProfiles } from './support/profiles';

/** Answers the app's questions with this button from now on and keeps their texts. */
async function answerQuestions(app: ElectronApplication, button: string): Promise<void> {
  await app.evaluate(({ dialog }, wanted) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    const answer = (...args: unknown[]): Promise<{ response: number; checkboxChecked: boolean }> => {
      const { message, buttons } = args.at(-1) as { message: string; buttons: string[] };
      asked.push(message);
      return Promise.resolve({ response: buttons.indexOf(wanted), checkboxChecked: false });
    };
    dialog.showMessageBox = answer;
  }, button);
}

const readQuestions = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);

const closeWindow = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close());

test.describe('quitting', () => {
  test('asks before live sessions would be lost, stays on Cancel and ends them on Quit', async ({
    launched,
    app,
    pestle,
    servers,
  }) => {
    const { ssh } = serverProfiles(servers);
    await pestle.createLive(ssh);

    await answerQuestions(app, 'Cancel');
    await closeWindow(app);
    await expect.poll(() => readQuestions(app)).toEqual(['Quit and end 1 live session?']);
    await pestle.expectPhase(ssh.name, 'live');

    await answerQuestions(app, 'Quit');
    const ended = launched.current.ended();
    await closeWindow(app);
    expect(await ended).toBe(0);
  });

  test('does not ask when the user does not want to be asked', async ({ launched, app, pestle, servers }) => {
    const { ssh } = serverProfiles(servers);
    await pestle.createLive(ssh);
    await pestle.page.evaluate(() => window.pestle.calls.settings.update({ confirmQuit: false }));

    await answerQuestions(app, 'Cancel');
    const ended = launched.current.ended();
    await closeWindow(app);
    expect(await ended).toBe(0);
  });

  test('ends live sessions without a question when the system asks the app to end', async ({
    launched,
    app,
    pestle,
    servers,
  }) => {
    const { ssh } = serverProfiles(servers);
    await pestle.createLive(ssh);

    await answerQuestions(app, 'Cancel');
    const ended = launched.current.ended();
    process.kill(app.process().pid!, 'SIGTERM');
    expect(await ended).toBe(0);
  });
});
