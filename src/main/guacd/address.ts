/** Where a guacd listens on a network. */
export type TcpAddress = {
  /** A name, an IPv4 or an IPv6 address (without brackets). Every address of a name is tried. */
  host: string;
  /** 1 to 65535. */
  port: number;
  /**
   * Present: the connection is encrypted and the certificate verified, always. `ca` is the PEM text of the
   * authorities to trust instead of the system's; `servername` the name in the certificate when it is not `host`.
   */
  tls?: { ca?: string; servername?: string };
  path?: never;
};

/** A local (AF_UNIX) socket of this computer, which is as open as the folder that it lies in. */
export type LocalAddress = {
  /** Absolute; 107 bytes at most on Linux (unix(7)). */
  path: string;
  host?: never;
  port?: never;
  tls?: never;
};

/** Where a guacd listens; `path` tells the two apart. */
export type GuacdAddress = TcpAddress | LocalAddress;
