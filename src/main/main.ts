import { app } from 'electron';
import { endWith } from './app/end-with';
import { hardenProcess } from './app/harden-process';
import { refuseDebuggers } from './app/refuse-debuggers';
import { declarePageScheme } from './app/scheme';
import { appWords } from './command-line/app-words';
import { EXIT_CODES } from './command-line/exit-codes';
import { parseCommandLine, type CommandLine } from './command-line/parse-command-line';
import type { LaunchData, LaunchRequest } from './intents/launch-request';

hardenProcess();
refuseDebuggers();
declarePageScheme();

// `enableSandbox` would undo --no-sandbox for child processes, which root needs: they would crash for ever.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();

/** Answers on the terminal, or starts the app. Each part is loaded only when it is wanted. */
async function obey(line: CommandLine): Promise<void> {
  if (line.kind === 'start' && line.opens.length === 0) return launch([], '');
  const { runCommandLine } = await import('./command-line/run-command-line');
  const outcome = runCommandLine(line, {
    version: app.getVersion(),
    electron: process.versions.electron,
    userData: app.getPath('userData'),
    folder: process.cwd(),
  });
  if (outcome.kind === 'exit') endWith(outcome);
  else await launch(outcome.requests, outcome.handedOver);
}

/** The first start becomes the app; any other hands its requests to that one, which comes to the front. */
async function launch(requests: readonly LaunchRequest[], handedOver: string): Promise<void> {
  if (!app.requestSingleInstanceLock({ version: 1, requests } satisfies LaunchData)) {
    endWith({ code: EXIT_CODES.ok, output: handedOver, errors: '' });
    return;
  }
  const { startApp } = await import('./app/start-app');
  startApp(requests);
}

const words = appWords({
  argv: process.argv,
  isDefaultApp: process.defaultApp,
  appPath: app.getAppPath(),
});
obey(parseCommandLine(words)).catch((error: unknown) => {
  endWith({ code: EXIT_CODES.software, output: '', errors: `pestle: ${String(error)}\n` });
});
