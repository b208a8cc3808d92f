import { isOlder, parseVersion, type Version } from './version-order';

/** Holes in guacd itself that are published by the Apache Guacamole project, with the first version without them. */
const PUBLISHED_HOLES: readonly { readonly id: string; readonly fixedIn: Version }[] = [
  { id: 'CVE-2023-30576', fixedIn: [1, 5, 2] },
  { id: 'CVE-2023-43826', fixedIn: [1, 5, 4] },
  { id: 'CVE-2024-35164', fixedIn: [1, 6, 0] },
];

/** The oldest guacd without a published hole. */
const ADVISED_VERSION = '1.6.0';

/**
 * One sentence about the published security holes of a guacd version; empty when there are none, or when the
 * version is not known.
 * @param version as guacd says it, for instance `1.3.0`
 */
export function versionWarnings(version: string | null): string[] {
  const parsed = version === null ? null : parseVersion(version);
  if (version === null || parsed === null) return [];
  const holes = PUBLISHED_HOLES.filter((hole) => isOlder(parsed, hole.fixedIn)).map((hole) => hole.id);
  if (holes.length === 0) return [];
  const names = holes.join(', ');
  return [
    `guacd ${version} has published security holes (${names}); version ${ADVISED_VERSION} or newer is advised.`,
  ];
}

/**
 * The same for an engine that tells only the version of its protocol. From 1.5.0 on that does not change any
 * more, so a newer engine than that is not judged.
 * @param protocolVersion such as `VERSION_1_3_0`; null for guacd 1.0 and older, which names none
 */
export function protocolVersionWarnings(protocolVersion: string | null): string[] {
  const text = protocolVersion?.replace(/^VERSION_/, '').replaceAll('_', '.') ?? '1.0.0';
  const parsed = parseVersion(text);
  if (parsed === null || !isOlder(parsed, [1, 5, 0])) return [];
  return [
    `This guacd is older than 1.5.0 and has published security holes; version ${ADVISED_VERSION} or newer is advised.`,
  ];
}
