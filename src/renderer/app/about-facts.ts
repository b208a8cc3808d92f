import type { AppInfo } from '../../shared/model/app-info';
import type { EngineState } from '../../shared/model/engine';
import { ENGINE_ISOLATION_LABELS, ENGINE_PHASE_LABELS, ENGINE_SOURCE_LABELS } from '../engine/engine-words';

/** What About tells, in the order in which it is shown. */
export type AboutFacts = {
  version: string;
  facts: readonly (readonly [label: string, value: string])[];
  /** Whole sentences. */
  warnings: readonly string[];
};

const SYSTEMS: Readonly<Record<AppInfo['platform'], string>> = {
  linux: 'Linux',
  darwin: 'macOS',
  win32: 'Windows',
};

/** The versions of everything that takes part, and what is unusual about this run. Names no computer and no folder. */
export function aboutFacts(info: AppInfo, engine: EngineState | null): AboutFacts {
  return {
    version: info.version,
    facts: [
      ['Electron', info.electron],
      ['Chromium', info.chromium],
      ['Node', info.node],
      ['System', `${SYSTEMS[info.platform]} ${info.systemVersion}, ${info.arch}`],
      [
        'Passwords',
        info.secretStorage === 'keyring' ? 'In the system keyring' : 'In memory until Pestle is closed',
      ],
      ...(engine === null ? [] : engineFacts(engine)),
    ],
    warnings: [...testRuntimeWarnings(info), ...(engine === null ? [] : engineWarnings(engine))],
  };
}

/** The same as lines of text, for a report. */
export function aboutText({ version, facts, warnings }: AboutFacts): string {
  return [
    `Pestle ${version}`,
    ...facts.map(([label, value]) => `${label}: ${value}`),
    ...warnings.map((warning) => `Warning: ${warning}`),
    '',
  ].join('\n');
}

function engineFacts({ phase, source, version, isolation, encrypted }: EngineState): [string, string][] {
  const words = [
    version === null ? null : `guacd ${version}`,
    source === null ? null : ENGINE_SOURCE_LABELS[source],
    phase === 'ready' ? null : ENGINE_PHASE_LABELS[phase],
  ].filter((word) => word !== null);
  return [
    ['Engine', words.join(', ')],
    ...(isolation === null ? [] : [['Isolation', ENGINE_ISOLATION_LABELS[isolation]] as [string, string]]),
    ...(source === 'remote' ? [['Encryption', encrypted ? 'TLS' : 'None'] as [string, string]] : []),
  ];
}

function testRuntimeWarnings({ isTestRuntime, electron }: AppInfo): string[] {
  if (!isTestRuntime) return [];
  return [
    `This is a test runtime: Electron ${electron} is old and gets no security fixes any more. Use it to try Pestle, not to work with it.`,
  ];
}

/** A warning may name where the engine is, which is nobody else's business. */
function engineWarnings({ warnings, location, address }: EngineState): string[] {
  return warnings.map((warning) =>
    [location, address].reduce<string>(
      (text, place) => (place === null || place === '' ? text : text.replaceAll(place, 'the engine')),
      warning,
    ),
  );
}
