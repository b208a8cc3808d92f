import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Disposable } from '../../shared/disposable';
import type { EngineState } from '../../shared/model/engine';
import { RUNNING_FILE, runningAppText } from '../command-line/running-app';
import { SerialQueue } from '../storage/serial-queue';
import type { Logger } from './logging';

type EngineSource = {
  readonly state: EngineState;
  onChanged(listener: (state: EngineState) => void): Disposable;
};

/**
 * Keeps a file in the data folder, for this user only, in which `pestle engine status` reads what the engine of this
 * app is doing: asking the app itself would need a port or a socket. Never waits for the disk; a failure is logged.
 *
 * @returns what removes the file again
 */
export function tellRunning(engine: EngineSource, userData: string, logger: Logger): () => Promise<void> {
  const queue = new SerialQueue();
  const path = join(userData, RUNNING_FILE);
  const attempt = (work: () => Promise<void>): Promise<void> =>
    queue.run(work).catch((error: unknown) => logger.warn('running.not-told', { error }));
  const write = (): Promise<void> =>
    attempt(async () => {
      await writeFile(`${path}.tmp`, runningAppText(process.pid, engine.state), { mode: 0o600 });
      await rename(`${path}.tmp`, path);
    });
  void write();
  const following = engine.onChanged(() => void write());
  return () => {
    following.dispose();
    return attempt(() => rm(path, { force: true }));
  };
}
