/** Folders where guacd and container runtimes are installed, besides those of `PATH`; an app that was started
 * from a desktop often has a short one. */
export const WELL_KNOWN_FOLDERS = [
  '/usr/local/sbin',
  '/usr/sbin',
  '/usr/local/bin',
  '/usr/bin',
  '/opt/homebrew/sbin',
  '/opt/homebrew/bin',
  '/opt/local/sbin',
  '/opt/local/bin',
  '/opt/podman/bin',
] as const;

function searchPath(env: NodeJS.ProcessEnv): string {
  return [env.PATH ?? '', ...WELL_KNOWN_FOLDERS, '/bin'].filter((folder) => folder !== '').join(':');
}

/**
 * The whole environment of a guacd that we start. Nothing else is inherited: a secret in a variable stays ours,
 * and library paths set for this app do not reach it. `HOME` is a private folder, because RDP keeps certificates
 * and settings there; the character set is UTF-8, because terminals need one.
 */
export function guacdEnvironment(
  env: NodeJS.ProcessEnv,
  homeFolder: string,
  platform: NodeJS.Platform,
): NodeJS.ProcessEnv {
  const locale = platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
  const timeZone = env.TZ === undefined ? {} : { TZ: env.TZ };
  return { PATH: searchPath(env), HOME: homeFolder, LANG: locale, LC_ALL: locale, ...timeZone };
}

// What Docker and Podman need to find their service and settings, on all systems.
const RUNTIME_VARIABLES = [
  'HOME',
  'USER',
  'LOGNAME',
  'XDG_RUNTIME_DIR',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'DBUS_SESSION_BUS_ADDRESS',
  'DOCKER_HOST',
  'DOCKER_CONFIG',
  'DOCKER_CONTEXT',
  'DOCKER_CERT_PATH',
  'DOCKER_TLS_VERIFY',
  'CONTAINER_HOST',
  'CONTAINERS_CONF',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'SystemDrive',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'ProgramData',
  'ProgramFiles',
] as const;

/** The environment of a container runtime: only what it needs to find its own service and settings. */
export function runtimeEnvironment(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): NodeJS.ProcessEnv {
  const kept: NodeJS.ProcessEnv = {};
  for (const name of RUNTIME_VARIABLES) if (env[name] !== undefined) kept[name] = env[name];
  // Environment names ignore case on Windows, where the variable is usually spelled `Path`.
  kept.PATH = platform === 'win32' ? (env.PATH ?? env.Path ?? '') : searchPath(env);
  return kept;
}
