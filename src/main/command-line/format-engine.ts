import type { EngineChoice, EngineState } from '../../shared/model/engine';
import { terminalText } from './terminal-text';

const PHASES: Readonly<Record<EngineState['phase'], string>> = {
  searching: 'being looked for',
  starting: 'starting',
  ready: 'ready',
  restarting: 'waiting to be started again',
  missing: 'missing',
  failed: 'failed',
  stopped: 'stopped',
};

const AUDIENCES: Readonly<Record<NonNullable<EngineState['openTo']>, string>> = {
  user: 'only you',
  computer: 'all users and programs of this computer',
};

/** What the engine is doing, for people. Null: Pestle is not running. */
export function formatEngine(engine: EngineState | null, choice: EngineChoice['kind']): string {
  if (engine === null) {
    return `Pestle is not running, so no engine of it is either.\nEngine in the settings: ${choice}\n`;
  }
  const { phase, source, version, location, address, openTo, encrypted, problem, warnings } = engine;
  const facts: (readonly [string, string | null])[] = [
    ['Engine', PHASES[phase]],
    ['Version', version === null ? null : `guacd ${version}`],
    ['From', source === null ? null : location === null ? source : `${source}, ${location}`],
    ['Address', address === null ? null : `${address}${encrypted ? ' (encrypted)' : ''}`],
    ['Open to', openTo === null ? null : AUDIENCES[openTo]],
    ['Problem', problem === null ? null : `${problem.message} ${problem.advice}`],
    ...warnings.map((warning) => ['Warning', warning] as const),
  ];
  return facts
    .filter((fact): fact is readonly [string, string] => fact[1] !== null)
    .map(([name, value]) => `${`${name}:`.padEnd(10)}${terminalText(value)}\n`)
    .join('');
}

/** The same for programs: an object in JSON. */
export function formatEngineJson(engine: EngineState | null, choice: EngineChoice['kind']): string {
  const answer =
    engine === null
      ? { running: false, setting: choice }
      : {
          running: true,
          setting: choice,
          phase: engine.phase,
          source: engine.source,
          location: engine.location,
          version: engine.version,
          address: engine.address,
          openTo: engine.openTo,
          encrypted: engine.encrypted,
          pid: engine.pid,
          problem: engine.problem,
          warnings: engine.warnings,
        };
  return `${JSON.stringify(answer, null, 2)}\n`;
}
