import { homedir } from 'node:os';
import { systemClock } from '../../shared/clock';
import type { EngineChoice } from '../../shared/model/engine';
import type { SetupRuntime, SetupStep } from '../../shared/model/engine-setup';
import { EngineSetup } from '../engine-setup/engine-setup';
import { createSystemTools } from '../engine-setup/system-tools';
import type { Engine } from '../guacd-process/engine';
import type { SettingsStore } from '../settings/settings-store';
import type { Logger } from './logging';

export type CreateEngineSetupOptions = {
  engine: Engine;
  settings: SettingsStore;
  logger: Logger;
  /** Asks the user whether these steps may be run; the signal takes the question back. */
  confirm: (steps: readonly SetupStep[], signal: AbortSignal) => Promise<boolean>;
};

/** The set-up of an engine on the real system; what it sets up becomes the engine of the app. */
export function createEngineSetup(options: CreateEngineSetupOptions): EngineSetup {
  const { engine, settings, logger, confirm } = options;
  const { env, platform } = process;
  return new EngineSetup({
    ...createSystemTools({ env, platform, clock: systemClock, folder: homedir() }),
    clock: systemClock,
    confirm,
    onFault: (error) => logger.error('engine-setup.failed', { error }),
    engineInUse: () => runtimeInUse(settings.get().engine, engine),
    async useEngine(runtime) {
      const choice: EngineChoice = { kind: 'container', runtime };
      const isSame = JSON.stringify(choice) === JSON.stringify(settings.get().engine);
      if (!isSame) settings.update({ engine: choice });
      const { phase, problem } = isSame ? await engine.restart() : await engine.setChoice(choice);
      return { isReady: phase === 'ready', message: problem?.message ?? '' };
    },
  });
}

function runtimeInUse(choice: EngineChoice, engine: Engine): SetupRuntime | null {
  return choice.kind === 'container' && engine.state.phase === 'ready' ? choice.runtime : null;
}
