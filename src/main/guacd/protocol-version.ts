/** The versions that we speak, oldest first. Source: guacamole-server src/libguac/protocol.c (version table). */
const KNOWN_VERSIONS = ['VERSION_1_0_0', 'VERSION_1_1_0', 'VERSION_1_3_0', 'VERSION_1_5_0'] as const;

export type ProtocolVersion = (typeof KNOWN_VERSIONS)[number];

const pattern = /^VERSION_(\d{1,9})_(\d{1,9})_(\d{1,9})$/;

/** Whether an element of `args` is a version and not the name of a parameter. */
export function isVersionToken(element: string): boolean {
  return pattern.test(element);
}

/**
 * The version to answer with: the newest of ours that is not newer than guacd's. A version that guacd does not
 * know would switch off `required` and `msg`, so its own is never exceeded and never echoed unknown.
 */
export function negotiateVersion(offered: string): ProtocolVersion {
  let agreed: ProtocolVersion = 'VERSION_1_0_0';
  for (const version of KNOWN_VERSIONS) {
    if (compare(version, offered) <= 0) agreed = version;
  }
  return agreed;
}

/** Whether a session of this version (null: guacd sent none) has what `needed` brought. */
export function isAtLeast(version: ProtocolVersion | null, needed: ProtocolVersion): boolean {
  return version !== null && compare(version, needed) >= 0;
}

function compare(left: string, right: string): number {
  const [a, b] = [numbers(left), numbers(right)];
  for (let i = 0; i < 3; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbers(version: string): number[] {
  return (pattern.exec(version) ?? []).slice(1).map(Number);
}
