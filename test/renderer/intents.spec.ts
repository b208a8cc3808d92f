import { expect, test, type RendererPage } from '../support/renderer-test';
import { sampleProfiles, sampleSession } from '../support/sample-data';
import { FILE_QUESTION, LINK_QUESTION } from '../support/sample-intents';

const profiles = sampleProfiles(Date.now());
const dialog = ({ page }: RendererPage) => page.getByRole('dialog', { name: 'Open this connection?' });
const answers = (pestle: RendererPage) =>
  pestle.double(({ double }) => double.requests('intents.answer').map(({ answer }) => answer.kind));

test.describe('the question about a link', () => {
  test('lets nothing be pressed at once that connects, and has Cancel under the keyboard', async ({
    pestle,
  }) => {
    await pestle.page.clock.install();
    await pestle.open({ profiles, intents: FILE_QUESTION });
    await expect(dialog(pestle).getByRole('button', { name: 'Cancel' })).toBeFocused();
    for (const name of ['Connect once', 'Save as connection'])
      await expect(dialog(pestle).getByRole('button', { name })).toBeDisabled();
    await pestle.page.clock.runFor(1000);
    await expect(dialog(pestle).getByRole('button', { name: 'Connect once' })).toBeEnabled();
  });

  test('is cancelled by Escape, and by Enter', async ({ pestle }) => {
    await pestle.open({ profiles, intents: LINK_QUESTION });
    await pestle.page.keyboard.press('Escape');
    await expect(dialog(pestle)).toBeHidden();
    await pestle.double(({ double, value }) => double.changeIntents(value), LINK_QUESTION);
    await expect(dialog(pestle)).toBeVisible();
    await pestle.page.keyboard.press('Enter');
    await expect(dialog(pestle)).toBeHidden();
    expect(await answers(pestle)).toEqual(['dismiss', 'dismiss']);
  });

  test('opens the saved connection that it offers', async ({ pestle }) => {
    await pestle.open({ profiles, intents: LINK_QUESTION });
    await dialog(pestle).getByRole('button', { name: 'Open “Build server”' }).click();
    await expect(pestle.page.getByRole('tab', { name: 'Build server' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
  });

  test('takes the keyboard from a session', async ({ pestle }) => {
    const [build] = profiles;
    if (build === undefined) throw new Error('sample data has changed');
    await pestle.open({ profiles, sessions: [sampleSession(1, build, 'live')] });
    await pestle.double(({ double, value }) => double.changeIntents(value), FILE_QUESTION);
    await expect(dialog(pestle).getByRole('button', { name: 'Cancel' })).toBeFocused();
    await pestle.page.keyboard.type('abc');
    expect(await pestle.double(({ double }) => double.inputs.length)).toBe(0);
  });
});
