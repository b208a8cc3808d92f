/**
 * Parameters that say which computers a connection's secrets are sent to. With `reverse-connect` it is whoever
 * connects to the engine.
 */
const DESTINATIONS = [
  'hostname',
  'gateway-hostname',
  'sftp-hostname',
  'dest-host',
  'reverse-connect',
] as const;

type Parameters = Readonly<Record<string, string>>;

/**
 * Whether secrets saved with one set of parameters may be sent with another. A password is for the computer that
 * it was entered for: were it kept when the host changes, a hijacked page could send it anywhere.
 */
export function hasSameDestination(saved: Parameters, changed: Parameters): boolean {
  return DESTINATIONS.every((name) => (saved[name] ?? '').trim() === (changed[name] ?? '').trim());
}
