import { app } from 'electron';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../shared/clock';
import type { LaunchRequest } from '../intents/launch-request';
import { dataFolderIn } from '../storage/data-folder';
import { LaunchRequests } from './launch-requests';
import { Lifecycle } from './lifecycle';
import { openLogFile } from './log-file';
import { findLogLevel } from './log-level';
import { Log, type LogSink } from './logging';
import { openWindow } from './open-window';
import { MAX_TRACE_FILE_BYTES, TraceLog } from './trace-log';

/**
 * Starts the only instance of the app: the log, the life of the app, and then everything else once Electron is ready.
 *
 * @param requests what the command line asks for
 */
export function startApp(requests: readonly LaunchRequest[]): void {
  const launches = new LaunchRequests(requests);
  const logFolder = join(app.getPath('userData'), 'logs');
  const trace = openTrace(logFolder);
  const log = new Log({
    sink: openSink(logFolder),
    clock: systemClock,
    wallTime: () => new Date(),
    homeFolder: homedir(),
  });
  const { logger } = log;
  let confirmQuit = (): Promise<boolean> => Promise.resolve(true);
  const lifecycle = new Lifecycle({
    clock: systemClock,
    logger,
    confirmQuit: () => confirmQuit(),
    exit: (code) => {
      logger.info('app.exit', { code });
      trace?.flush();
      if (code !== 0) process.stderr.write(`${log.recentLines().join('\n')}\n`);
      app.exit(code);
    },
  });
  endOnRequest(lifecycle);
  endOnErrors(lifecycle);
  logger.info('app.starting', {
    version: app.getVersion(),
    electron: process.versions.electron,
    log: trace === null ? 'info' : 'trace',
  });

  const start = async (): Promise<void> => {
    await app.whenReady();
    const dataFolder = dataFolderIn(app.getPath('userData'));
    let tellAnswering = (): void => undefined;
    const whenAnswering = new Promise<void>((resolve) => (tellAnswering = resolve));
    const { isPackaged } = app;
    const onCloseRequested = () => void lifecycle.requestQuit();
    const window = openWindow({ isPackaged, dataFolder, logger, onCloseRequested, whenAnswering });
    // All the rest of the app: read while Chromium makes the window.
    const { composeApp } = await import('./compose');
    const dropOtherListeners = endOnSignals(lifecycle);
    const composed = composeApp({ logger, lifecycle, trace, launches, ...window });
    confirmQuit = composed.confirmQuit;
    tellAnswering();
    await window.whenPageFound;
    lifecycle.started();
    logger.info('app.started', {});
    await composed.finish();
    dropOtherListeners();
  };
  start().catch((error: unknown) => lifecycle.fail(error));
}

/** The protocol trace, if the user asked for it. */
function openTrace(folder: string): TraceLog | null {
  if (findLogLevel(app.commandLine.getSwitchValue('log'), process.env.PESTLE_LOG) === 'info') return null;
  const sink = openSink(folder, { name: 'trace', maxBytes: MAX_TRACE_FILE_BYTES });
  return new TraceLog({ sink, wallTime: () => new Date(), afterTurn: setImmediate });
}

/** A log file, or nowhere: a folder that cannot be written must not keep the app from starting. */
function openSink(folder: string, options?: { name: string; maxBytes: number }): LogSink {
  try {
    return openLogFile(folder, options);
  } catch {
    return () => undefined;
  }
}

function endOnRequest(lifecycle: Lifecycle): void {
  app.on('before-quit', (event) => {
    event.preventDefault();
    void lifecycle.requestQuit();
  });
  app.on('window-all-closed', () => void lifecycle.quit());
}

/**
 * The system is going down or the terminal is closed: nobody is there to be asked.
 *
 * Called once Electron is ready, since it then puts handlers of its own, which ask, in the place of Node's. Node
 * puts its handler back only for the first listener of a signal, so the earlier ones go first.
 *
 * @returns what takes away the listeners that others have added since: the writer below electron-store has one that ends
 *   the process at once. Ours stay, because a signal that has come and is not yet told would go with the last of them.
 */
function endOnSignals(lifecycle: Lifecycle): () => void {
  const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
  // Electron's types of process.removeListener know no signals.
  const emitter: NodeJS.EventEmitter = process;
  const end = (): void => void lifecycle.quit();
  for (const signal of signals) {
    emitter.removeAllListeners(signal);
    emitter.on(signal, end);
  }
  return () => {
    for (const signal of signals) {
      for (const listener of process.listeners(signal)) {
        if (listener !== end) emitter.removeListener(signal, listener);
      }
    }
  };
}

/** After an error that nothing handled the state of the app is not known: it ends its sessions and exits. */
function endOnErrors(lifecycle: Lifecycle): void {
  process.on('uncaughtException', (error) => void lifecycle.fail(error));
  process.on('unhandledRejection', (reason) => void lifecycle.fail(reason));
}
