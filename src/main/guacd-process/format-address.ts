import type { GuacdAddress } from '../guacd';

/** `host:port`, with an IPv6 address in brackets; of a local socket its path. */
export function formatAddress(address: GuacdAddress): string {
  if (address.path !== undefined) return address.path;
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return `${host}:${address.port}`;
}
