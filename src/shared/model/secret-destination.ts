import type { Profile } from './profile';

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

/** What of a connection says where its secrets go, and how well they are protected on the way. */
export type Destination = Pick<Profile, 'protocol' | 'parameters'>;

/** The destination as a list that only compares: the protocol and the computers. */
export function destinationOf({ protocol, parameters }: Destination): readonly string[] {
  return [protocol, ...DESTINATIONS.map((name) => (parameters[name] ?? '').trim())];
}

/**
 * Whether secrets saved with one destination may be sent to another. A password is for the computer that it was entered
 * for: were it kept when the host changes, a hijacked page could send it anywhere. It is for the protocol as well:
 * what ssh encrypts, telnet would send in the clear, to whoever listens at another port of the same host.
 */
export function hasSameDestination(saved: Destination, changed: Destination): boolean {
  const [before, now] = [destinationOf(saved), destinationOf(changed)];
  return before.every((part, index) => part === now[index]);
}
