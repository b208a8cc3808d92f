/** `host:port`, with an IPv6 address in brackets. */
export function formatAddress(address: { readonly host: string; readonly port: number }): string {
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return `${host}:${address.port}`;
}
