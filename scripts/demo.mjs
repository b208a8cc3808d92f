import { mkdirSync } from 'node:fs';
import { AppWindow } from './demo/app-window.mjs';
import { demoTargets } from './demo/targets.mjs';
import { describeSight, tryOut } from './demo/tour.mjs';
import { inRepository } from './paths.mjs';
import { endDescendantsOnSignals } from './process/end-descendants.mjs';
import { ProcessWatch } from './process/process-watch.mjs';
import { TemporaryFolder } from './process/temporary-folder.mjs';
import { waitUntil } from './process/wait-until.mjs';
import { VirtualScreen } from './screen/virtual-screen.mjs';
import { TestServers } from './servers/test-servers.mjs';
import { sandboxProblem } from './setup/chromium-sandbox.mjs';
import { prepareApp } from './setup/prepare.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';
import { runMain, say, SetupError, warn } from './terminal.mjs';

/**
 * Opens every target in a tab of its own and saves a picture of each.
 * @param {AppWindow} window
 * @param {import('./servers/description.mjs').ServersDescription} servers
 */
async function showAll(window, servers) {
  const targets = demoTargets(servers);
  for (const target of targets) {
    const profileId = await window.saveProfile(target);
    await window.openSession(target, profileId);
    say(`${target.name} is live`);
  }
  for (const target of targets) {
    try {
      describeSight(await tryOut(window, target), `demo-output/${target.protocol}.png`);
    } finally {
      // Of a failure as well: it shows what there was instead.
      await window.savePicture(target.protocol);
    }
  }
  await window.page.getByRole('tab', { name: 'Connections' }).click();
  say(`all of them in tabs: ${await window.savePicture('overview')}`);
  const engine = /** @type {{ version: string | null, location: string | null }} */ (
    await window.call('engine', 'state')
  );
  say(`engine: guacd ${engine.version ?? 'of an unknown version'} (${engine.location ?? 'unknown place'})`);
}

/**
 * Ends everything, newest first, and checks that nothing is left.
 * @param {readonly { dispose: () => Promise<void> }[]} started
 * @param {ProcessWatch} watch
 */
async function endAll(started, watch) {
  await watch.look();
  for (const part of [...started].reverse()) await part.dispose();
  watch.stop();
  await waitUntil(() => watch.left().length === 0, { deadlineMs: 5_000 });
  const left = watch.left();
  if (left.length > 0)
    throw new SetupError(`These processes did not end: ${left.map(({ pid }) => pid).join(', ')}`);
  say(`no process is left of the ${watch.count} that were started`);
}

/**
 * `npm run demo [-- --close]`: the real app with real ssh, vnc, rdp and telnet sessions, and pictures of them in
 * demo-output/. With a display of its own it stays open until it is closed, unless --close is given.
 */
async function main() {
  endDescendantsOnSignals();
  const { electron, environment } = await prepareApp();
  const packages = await ensureSystemPackages(['runtime', 'engine', 'tests']);
  if (!packages.complete) warn(`The demo needs real servers on this computer, and ${packages.reason}.`);
  const hasDisplay =
    process.platform !== 'linux' || Boolean(environment.DISPLAY ?? environment.WAYLAND_DISPLAY);
  const data = new TemporaryFolder('pestle-demo-');
  const watch = new ProcessWatch();
  const [screen, servers, window] = [new VirtualScreen(), new TestServers(), new AppWindow()];
  watch.start();
  try {
    const display = hasDisplay ? {} : await screen.start();
    const description = await servers.start();
    const options = {
      executable: electron.executable,
      environment: { ...environment, ...display },
      dataFolder: data.path,
      sandbox: (await sandboxProblem(electron)) === undefined,
    };
    await window.open(options);
    mkdirSync(inRepository('demo-output'), { recursive: true });
    await showAll(window, description);
    if (hasDisplay && !process.argv.includes('--close')) {
      say('the app stays open; close its window to end the demo');
      await window.closedByUser();
    }
  } finally {
    await endAll([screen, servers, window], watch);
    data.remove();
  }
}

await runMain(main);
