import type { EngineState } from '../../shared/model/engine';

/** How each phase of the engine is written for people. */
export const ENGINE_PHASE_LABELS: Readonly<Record<EngineState['phase'], string>> = {
  searching: 'Looking for an engine',
  starting: 'Starting',
  ready: 'Ready',
  restarting: 'Restarting',
  missing: 'Not found',
  failed: 'Not running',
  stopped: 'Stopped',
};

/** How the ways to come by an engine are written for people. */
export const ENGINE_SOURCE_LABELS: Readonly<Record<NonNullable<EngineState['source']>, string>> = {
  included: 'Included in Pestle',
  binary: 'Program on this computer',
  container: 'Container',
  remote: 'Another computer',
};

/** What stands between the engine and the rest of the computer. */
export const ENGINE_ISOLATION_LABELS: Readonly<Record<NonNullable<EngineState['isolation']>, string>> = {
  bubblewrap: 'Sandboxed with bubblewrap',
  namespaces: 'Sandboxed with user namespaces',
  none: 'None: it may do what you may',
};

/** Who can open connections to an engine of ours. */
export const ENGINE_AUDIENCE_LABELS: Readonly<Record<NonNullable<EngineState['openTo']>, string>> = {
  user: 'Only you',
  computer: 'All users and programs of this computer',
};

/** What the bar says of an engine that is not ready; empty when it is. */
export const ENGINE_BAR_WORDS: Readonly<Record<EngineState['phase'], string>> = {
  searching: 'Looking for an engine',
  starting: 'Engine starting',
  ready: '',
  restarting: 'Engine restarting',
  missing: 'Engine not found',
  failed: 'Engine not running',
  stopped: 'Engine stopped',
};

/** How much a phase should catch the eye. */
export function engineTone(phase: EngineState['phase']): 'good' | 'busy' | 'bad' {
  if (phase === 'ready') return 'good';
  return phase === 'missing' || phase === 'failed' || phase === 'stopped' ? 'bad' : 'busy';
}
