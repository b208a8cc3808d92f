import type { SetupTrouble } from '../../shared/model/engine-setup';
import type { CommandResult } from '../guacd-process/run-command';

/**
 * What the tools write when they fail, most telling first: a proxy that cannot be reached is also a lost connection.
 * Docker, Podman and their parts write English whatever the language of the system; Windows' own texts are translated,
 * so of `wsl` only codes are matched. test/fixtures/setup has real texts with their sources.
 */
const PATTERNS: readonly (readonly [trouble: SetupTrouble, pattern: RegExp])[] = [
  ['rate-limit', /toomanyrequests|too many requests|pull rate limit/i],
  ['tls-interception', /x509:|certificate signed by unknown authority|tls: failed to verify certificate/i],
  ['proxy', /proxyconnect|proxy authentication required/i],
  ['no-space', /no space left on device|not enough space|disk quota exceeded|0x80070070/i],
  ['wrong-containers', /no matching manifest for windows|windows containers/i],
  [
    'digest-mismatch',
    /digest (?:mismatch|did not match|verification failed)|unexpected digest|does not match digest/i,
  ],
  [
    'wrong-architecture',
    /exec format error|no matching manifest for|no image found in (?:image index|manifest list)/i,
  ],
  [
    'image-unknown',
    /manifest (?:for \S+ )?(?:unknown|not found)|reference to .* not found|failed to resolve reference .* not found/i,
  ],
  ['no-subordinate-ids', /no sub[ug]id ranges found|insufficient uids or gids|newuidmap/i],
  ['wsl-missing', /WSL_E_WSL_OPTIONAL_COMPONENT_REQUIRED|WSL_E_OS_NOT_SUPPORTED/],
  [
    'no-virtualization',
    /HCS_E_HYPERV_NOT_INSTALLED|0x80370102|enablevirtualization|hypervisor is not (?:present|running)/i,
  ],
  ['wsl-outdated', /kernel file is not found|WSL_E_KERNEL_NOT_FOUND|WSL_E_CONSOLE|aka\.ms\/wsl2kernel/i],
  ['needs-restart', /ERROR_SUCCESS_REBOOT_REQUIRED|0x80070bc2/i],
  ['needs-admin', /requires? elevation|run as administrator|0x800702e4/i],
  [
    'port-blocked',
    /port is already allocated|address already in use|forbidden by its access permissions|ports are not available/i,
  ],
  ['not-allowed', /permission denied|access is denied/i],
  ['machine-stopped', /podman machine start|connectex: no connection could be made/i],
  ['machine-missing', /podman machine init|no such machine|vm does not exist/i],
  [
    'not-running',
    /cannot connect to the docker daemon|is the docker daemon running|error during connect|docker desktop is not running|failed to connect to the docker api/i,
  ],
  [
    'offline',
    /no such host|temporary failure in name resolution|network is unreachable|no route to host|i\/o timeout|tls handshake timeout|connection (?:timed out|refused|reset)|context deadline exceeded|request canceled|server misbehaving|unexpected eof/i,
  ],
];

/** Which known failure the lines of a command tell; null for none. */
export function troubleIn(lines: readonly string[]): SetupTrouble | null {
  const output = lines.join('\n');
  return PATTERNS.find(([, pattern]) => pattern.test(output))?.[0] ?? null;
}

/** Which failure the end of a command is; null when it succeeded. */
export function classifyFailure(result: CommandResult): SetupTrouble | null {
  if (result.kind === 'aborted') return 'cancelled';
  if (result.kind === 'timed-out') return 'timed-out';
  if (result.status === 0) return null;
  return troubleIn(result.lines) ?? (result.status === null ? 'cannot-run' : 'unknown');
}
