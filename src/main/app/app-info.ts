import type { AppInfo } from '../../shared/model/app-info';

/** Electron versions below this one get no security fixes any more; they are good for tests only. */
const OLDEST_SHIPPED_ELECTRON = 43;

export type AppInfoSources = {
  version: string;
  versions: Readonly<Record<string, string | undefined>>;
  platform: string;
  systemVersion: string;
  arch: string;
  environment: Readonly<Record<string, string | undefined>>;
  canPersistSecrets: boolean;
};

/** What About shows of the app itself. `PESTLE_TEST_RUNTIME=1` says that the start script chose an old Electron. */
export function createAppInfo({
  version,
  versions,
  platform,
  systemVersion,
  arch,
  environment,
  canPersistSecrets,
}: AppInfoSources): AppInfo {
  const electron = versions.electron ?? 'unknown';
  const major = Number.parseInt(electron, 10);
  return {
    version,
    electron,
    chromium: versions.chrome ?? 'unknown',
    node: versions.node ?? 'unknown',
    platform: platform === 'darwin' || platform === 'win32' ? platform : 'linux',
    systemVersion,
    arch,
    isTestRuntime: environment.PESTLE_TEST_RUNTIME === '1' || !(major >= OLDEST_SHIPPED_ELECTRON),
    secretStorage: canPersistSecrets ? 'keyring' : 'memory',
  };
}
