import type { Clock } from '../../shared/clock';
import { AppError } from '../../shared/errors';
import { startChildEngine, startOnFreePort } from './child-engine';
import type { RunningEngine, StartContext } from './engine-backend';
import { findFreePort } from './free-port';
import { guacdArguments } from './guacd-arguments';
import type { GuardedCommand } from './guarded-process';
import { makeSocketFolder, type SocketFolder } from './socket-folder';

/** What a guacd needs so that it listens on a local socket. */
export type LocalListening = {
  /** Folder that it has to see where it is, and to be able to write to. */
  readonly folder: string;
  /** For guacd's environment, as `NAME=value`. */
  readonly variables: readonly string[];
};

export type OwnEngineOptions = {
  /** Absolute path of the library that makes guacd listen on a local socket; null when there is none. */
  readonly library: string | null;
  /** Private folder of the engine. */
  readonly homeFolder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly platform: NodeJS.Platform;
  /** Milliseconds from the start until it must accept connections. */
  readonly readyDeadlineMs: number;
  /** The command that runs guacd with these arguments; `listening` is null when it is to use a port. */
  readonly command: (args: readonly string[], listening: LocalListening | null) => Promise<GuardedCommand>;
};

const NO_FOLDER = 'No folder was found for a socket that only you can use.';
const REFUSED = 'The engine does not start with a socket that only you can use.';
const IGNORED = 'The engine does not use the socket that only you could use.';
const TAKEN = 'It listens on a socket that only you can use; nothing listens on the port that it names.';

/** Variables by which the loader and our library learn of the socket. */
function listeningOn({ folder, libraryPath, socketPath }: SocketFolder): LocalListening {
  return { folder, variables: [`LD_PRELOAD=${libraryPath}`, `PESTLE_ENGINE_SOCKET=${socketPath}`] };
}

/**
 * Starts a guacd of this computer as our child where only this user can reach it: on a local socket in a private
 * folder. A guacd that cannot be made to (nothing fits its loader, or it is set to run as somebody else) listens on a
 * free port of 127.0.0.1, which all users and programs can reach, and never on both; the log says so. Rejects as `start`
 * of an EngineBackend does.
 */
export async function startOwnEngine(
  options: OwnEngineOptions,
  context: StartContext,
): Promise<RunningEngine> {
  const { library, homeFolder, env } = options;
  if (library === null) return startOpenly(options, context);
  const place = await makeSocketFolder({ env, homeFolder, library });
  if (place === null) {
    context.log(NO_FOLDER);
    return startOpenly(options, context);
  }
  try {
    return await startPrivately(options, place, context);
  } catch (thrown) {
    await place.remove();
    const error = AppError.from(thrown);
    if (error.code !== 'ENGINE_START_FAILED') throw error;
    context.log(REFUSED);
    return startOpenly(options, context);
  }
}

async function startPrivately(
  options: OwnEngineOptions,
  place: SocketFolder,
  context: StartContext,
): Promise<RunningEngine> {
  // One that does not know of the socket needs a port all the same.
  const port = await findFreePort();
  const command = await options.command(guacdArguments(port), listeningOn(place));
  const { socketPath } = place;
  const engine = await startChildEngine({ ...childOptions(options, command, port), socketPath }, context);
  context.log(engine.address.path === undefined ? IGNORED : TAKEN);
  return {
    ...engine,
    async stop() {
      await engine.stop();
      await place.remove();
    },
  };
}

function startOpenly(options: OwnEngineOptions, context: StartContext): Promise<RunningEngine> {
  return startOnFreePort(async (port) => {
    const command = await options.command(guacdArguments(port), null);
    return startChildEngine(childOptions(options, command, port), context);
  }, context);
}

function childOptions(
  { clock, platform, readyDeadlineMs }: OwnEngineOptions,
  command: GuardedCommand,
  port: number,
): Parameters<typeof startChildEngine>[0] {
  return { command, port, clock, platform, readyDeadlineMs, holdMs: 0, ownsProcess: true };
}
