import { expect, test, type RendererPage } from '../support/renderer-test';
import {
  SETUP_DONE,
  SETUP_FAILED,
  SETUP_ON_LINUX,
  SETUP_ON_WINDOWS,
  SETUP_RUNNING,
} from '../support/sample-setup';

const button = ({ page }: RendererPage, name: string) => page.getByRole('button', { name, exact: true });
const step = ({ page }: RendererPage, title: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
const requests = (pestle: RendererPage) => pestle.double(({ double }) => double.requests('setup.run'));

async function openSetup(pestle: RendererPage): Promise<void> {
  await button(pestle, 'Engine').click();
  await button(pestle, 'Set up an engine…').click();
  await expect(pestle.page.getByRole('heading', { name: 'Set up an engine', exact: true })).toBeFocused();
}

test.describe('the set-up of an engine', () => {
  test('has main look at the computer when it is opened, and says so meanwhile', async ({ pestle }) => {
    await pestle.open({ setup: { phase: 'looking', planId: 0 } });
    await openSetup(pestle);
    await expect(pestle.page.getByText('Looking what this computer has…')).toBeVisible();
    expect(await pestle.double(({ double }) => double.requests('setup.look'))).toHaveLength(1);
    await pestle.double(
      ({ double, value }) => double.changeSetup({ phase: 'idle', ...value }),
      SETUP_ON_LINUX,
    );
    await expect(pestle.page.getByRole('radio', { name: 'Podman (recommended)' })).toBeChecked();
  });

  test('shows what each step runs, downloads and leaves behind, before anything is run', async ({
    pestle,
  }) => {
    await pestle.open({ setup: SETUP_ON_LINUX });
    await openSetup(pestle);
    const fetch = step(pestle, 'Fetch the engine');
    await expect(fetch).toContainText('podman pull docker.io/guacamole/guacd@sha256:8974eaa9');
    await expect(fetch).toContainText('Downloads about 150 MB');
    await fetch.getByText('How to undo').click();
    await expect(fetch.getByText('podman rmi docker.io/guacamole/guacd')).toBeVisible();
    await expect(step(pestle, 'Install Podman')).toHaveAttribute('data-status', 'done');
    expect(await requests(pestle)).toEqual([]);
  });

  test('runs all steps that need no decision, or only the next', async ({ pestle }) => {
    await pestle.open({ setup: { ...SETUP_ON_LINUX, planId: 7 } });
    await openSetup(pestle);
    await button(pestle, 'Set up').click();
    await expect(step(pestle, 'Fetch the engine')).toHaveAttribute('data-status', 'running');
    await button(pestle, 'Cancel').click();
    await button(pestle, 'Only this step').click();
    expect(await requests(pestle)).toEqual([
      { planId: 7, stepId: 'podman.fetch', goesOn: true },
      { planId: 7, stepId: 'podman.fetch', goesOn: false },
    ]);
  });

  test('shows progress and output, and lets the other runtime wait', async ({ pestle }) => {
    await pestle.open({ setup: SETUP_RUNNING });
    await openSetup(pestle);
    await expect(pestle.page.getByRole('progressbar', { name: 'Progress' })).toHaveAttribute('value', '0.42');
    await expect(pestle.page.getByRole('log')).toContainText('83dbea12b9ff: Download complete');
    await pestle.page.getByRole('radio', { name: 'Docker' }).click();
    await expect(step(pestle, 'Fetch the engine')).toHaveAttribute('data-status', 'running');
  });

  test('leaves to the user what needs an administrator, and looks again afterwards', async ({ pestle }) => {
    await pestle.open({ setup: SETUP_ON_WINDOWS });
    await openSetup(pestle);
    const windows = step(pestle, 'Switch on the Windows Subsystem for Linux');
    await expect(windows).toContainText('You do this');
    await expect(windows).toContainText('Administrator');
    await expect(button(pestle, 'Set up')).toHaveCount(0);
    await expect(pestle.page.getByText('Do step 1 yourself, then look again.')).toBeVisible();
    const looks = await pestle.double(({ double }) => double.requests('setup.look').length);
    await button(pestle, 'Look again').last().click();
    expect(await pestle.double(({ double }) => double.requests('setup.look').length)).toBe(looks + 1);
  });

  test('says why a step failed and what helps, also when the page is opened later', async ({ pestle }) => {
    await pestle.open({ setup: SETUP_FAILED });
    await openSetup(pestle);
    const fetch = step(pestle, 'Fetch the engine');
    await expect(fetch.getByRole('alert')).toContainText('allows no more downloads');
    await expect(fetch).toContainText('podman login docker.io');
    await expect(fetch.getByRole('log')).toContainText('toomanyrequests');
    expect(await pestle.double(({ double }) => double.requests('setup.look'))).toEqual([]);
    await button(pestle, 'Try again').click();
    await expect(fetch.getByRole('alert')).toHaveCount(0);
  });

  test('ends on the Engine page', async ({ pestle }) => {
    await pestle.open({ setup: SETUP_DONE });
    await openSetup(pestle);
    await expect(pestle.page.getByText('The engine is set up and in use.')).toBeVisible();
    await button(pestle, 'Done').click();
    await expect(pestle.page.getByRole('heading', { name: 'Engine', exact: true })).toBeFocused();
  });

  test('can be driven by keys alone, and tells a screen reader where it is', async ({ pestle }) => {
    await pestle.open({ setup: SETUP_ON_LINUX });
    await openSetup(pestle);
    await expect(pestle.page.getByRole('status').first()).toContainText('Step 2 of 4: Fetch the engine');
    await pestle.page.getByRole('radio', { name: 'Podman (recommended)' }).focus();
    await pestle.page.keyboard.press('ArrowRight');
    await expect(pestle.page.getByRole('list', { name: 'Steps with Docker' })).toBeVisible();
    await pestle.page.keyboard.press('ArrowLeft');
    await button(pestle, 'Set up').focus();
    await pestle.page.keyboard.press('Enter');
    expect(await requests(pestle)).toHaveLength(1);
  });

  test('tells when main refuses a step', async ({ pestle }) => {
    await pestle.open({ setup: SETUP_ON_LINUX });
    await pestle.double(({ double }) => double.fail('setup.run', 'ENGINE_SETUP_REFUSED'));
    await openSetup(pestle);
    await button(pestle, 'Set up').click();
    await expect(pestle.page.getByText('This step of the set-up cannot be run now.')).toBeVisible();
  });
});
