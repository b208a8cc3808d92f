/** Where a guacd listens. */
export type GuacdAddress = {
  /** A name, an IPv4 or an IPv6 address (without brackets). Every address of a name is tried. */
  host: string;
  /** 1 to 65535. */
  port: number;
  /**
   * Present: the connection is encrypted and the certificate verified, always. `ca` is the PEM text of the
   * authorities to trust instead of the system's; `servername` the name in the certificate when it is not `host`.
   */
  tls?: { ca?: string; servername?: string };
};
