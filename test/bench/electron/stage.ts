import { join } from 'node:path';
import { NotHere } from '../harness/benchmark';
import { repositoryPath } from '../harness/streams';
import { buildHost } from './build-host';
import { ElectronHost } from './electron-host';
import type { HostContestant } from './host/wire';
import { script as load } from './scripts';

/** An Electron, a screen of its own for its windows, and how to start both. */
export type Stage = {
  readonly executable: string;
  /** Everything that Electron needs to be started here. */
  readonly environment: NodeJS.ProcessEnv;
  /** Chromium's switches for this computer. */
  readonly switches: readonly string[];
  /** Starts a contestant. It belongs to the stage. */
  host(contestant: HostContestant): Promise<ElectronHost>;
};

/**
 * Runs something that needs Electron on a screen, and ends everything that was started.
 *
 * @throws NotHere when this computer has no Electron or no way to show it
 */
export async function withStage(run: (stage: Stage) => Promise<void>): Promise<void> {
  const { electronEnvironment, ensureElectron } = await load('setup/electron-runtime.mjs');
  const { sandboxProblem } = await load('setup/chromium-sandbox.mjs');
  const { findProgram } = await load('process/find-program.mjs');
  const { VirtualScreen } = await load('screen/virtual-screen.mjs');
  const electron = await ensureElectron().catch((error: unknown) => {
    throw new NotHere(error instanceof Error ? error.message : String(error));
  });
  const screen = process.platform === 'linux' ? new VirtualScreen() : null;
  if (screen !== null && findProgram('Xvfb') === undefined)
    throw new NotHere('there is no Xvfb for a screen');
  const hasSandbox = (await sandboxProblem(electron)) === undefined;
  const hosts: ElectronHost[] = [];
  try {
    const environment: NodeJS.ProcessEnv = {
      ...process.env,
      ...electronEnvironment(electron),
      ...(await screen?.start()),
    };
    delete environment.ELECTRON_RUN_AS_NODE;
    delete environment.ELECTRON_RENDERER_URL;
    const switches = [
      ...(screen === null ? [] : ['--ozone-platform=x11']),
      ...(hasSandbox ? [] : ['--no-sandbox']),
    ];
    let script: Promise<string> | undefined;
    await run({
      executable: electron.executable,
      environment,
      switches,
      async host(contestant) {
        script ??= buildHost(join(repositoryPath, '.cache', 'bench', 'host'));
        const options = { executable: electron.executable, script: await script, contestant };
        const host = await ElectronHost.start({ ...options, environment, switches });
        hosts.push(host);
        return host;
      },
    });
  } finally {
    await Promise.all(hosts.map((host) => host.dispose()));
    await screen?.dispose();
  }
}
