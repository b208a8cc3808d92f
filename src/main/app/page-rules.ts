/**
 * What our own page may use of the permissions that Chromium knows; everything else is denied (item 5 of
 * Electron's security checklist).
 *
 * | permission                | why                                           |
 * |---------------------------|-----------------------------------------------|
 * | clipboard-sanitized-write | copying lines of the engine's log, on a click |
 */
const GRANTED_PERMISSIONS: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** Who asks for a permission. */
export type PermissionAsker = {
  /** Whether it is the main frame that asks. */
  isMainFrame: boolean;
  /** URL or origin of the frame that asks. */
  url: string;
};

/** @param pageOrigin the only origin that gets anything, for instance `app://pestle` */
export function isPermissionGranted(permission: string, asker: PermissionAsker, pageOrigin: string): boolean {
  return GRANTED_PERMISSIONS.has(permission) && asker.isMainFrame && isOfOrigin(asker.url, pageOrigin);
}

/** The page may load itself anew and go nowhere else (item 13 of Electron's security checklist). */
export function isNavigationAllowed(target: string, current: string, pageOrigin: string): boolean {
  return target === current && isOfOrigin(target, pageOrigin);
}

function isOfOrigin(url: string, origin: string): boolean {
  return url === origin || url.startsWith(`${origin}/`);
}
