/**
 * How a guacd of ours is started: in the foreground, on loopback only.
 *
 * @param port from 1 to 65535
 */
export function guacdArguments(port: number): string[] {
  return ['-f', '-L', 'info', '-b', '127.0.0.1', '-l', String(port)];
}
