/** The three numbers of a guacd version. */
export type Version = readonly [major: number, minor: number, patch: number];

/** Reads `1.3.0`, whatever follows; null for anything else. */
export function parseVersion(text: string): Version | null {
  const [, major, minor, patch] = /^(\d{1,4})\.(\d{1,4})\.(\d{1,4})/.exec(text) ?? [];
  if (major === undefined || minor === undefined || patch === undefined) return null;
  return [Number(major), Number(minor), Number(patch)];
}

/** Whether the first version came before the second. */
export function isOlder(version: Version, than: Version): boolean {
  const [major, minor, patch] = version;
  if (major !== than[0]) return major < than[0];
  return minor === than[1] ? patch < than[2] : minor < than[1];
}
