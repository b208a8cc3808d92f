/** How long a guacd connection waits, in milliseconds of monotonic time. */
export type GuacdDeadlines = {
  /** From the look-up of the name to an open (and, with TLS, verified) connection, over all addresses. */
  connectMs: number;
  /** From `select` to `args`. guacd says nothing at all when it lacks the protocol. */
  argsMs: number;
  /** From `connect` to `ready`. */
  readyMs: number;
  /** A `nop` is sent when nothing else was for this long. */
  keepAliveMs: number;
  /**
   * Without a whole instruction for this long the connection is called unstable, and given up when it was asked for
   * a sign of life.
   */
  unstableMs: number;
  /** Without a whole instruction for this long the connection is given up. */
  silentMs: number;
  /** Input that guacd does not take for this long ends the connection. */
  drainMs: number;
  /** From our `disconnect` until the socket is destroyed. */
  closeMs: number;
};

/**
 * The deadlines used where no other is given.
 *
 * - argsMs: a loaded guacd needs some hundred milliseconds to start a connection's process; 8 s is still a wait
 *   that a person accepts before reading that the protocol is missing.
 * - readyMs: guacd's own limit for a step of the handshake (guacamole-server src/guacd/proc.h:GUACD_TIMEOUT, 15 s).
 * - keepAliveMs: guacd ends a user after 15 s without input (GUACD_TIMEOUT). A second is much shorter because guacd
 *   notices the end of a remote session only when its reader wakes: the `exit` of a shell was reported after 16 s
 *   to a silent client and after 2 s to one that sends each second (measured).
 * - unstableMs, silentMs: an idle guacd writes once in 5 to 10 s (src/libguac/guacamole/socket-constants.h:
 *   GUAC_SOCKET_KEEP_ALIVE_INTERVAL, checked as often); gaps of 12 s were measured on a loaded machine. 20 s is
 *   two of its longest periods: one late keep-alive never ends a session.
 */
export const DEFAULT_DEADLINES: GuacdDeadlines = {
  connectMs: 10_000,
  argsMs: 8_000,
  readyMs: 15_000,
  keepAliveMs: 1_000,
  unstableMs: 12_000,
  silentMs: 20_000,
  drainMs: 15_000,
  closeMs: 500,
};
