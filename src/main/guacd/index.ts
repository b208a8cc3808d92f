/**
 * The guacd client. It needs Node's `net` and `tls` and nothing of Electron; docs/guacd-client.md shows its use.
 */
export type { GuacdAddress, TcpAddress } from './address';
export { connectGuacd, type GuacdConnectOptions } from './connect-guacd';
export type { GuacdConnection } from './connection';
export { DEFAULT_DEADLINES, type GuacdDeadlines } from './deadlines';
export { HandshakeQueue } from './handshake-queue';
export type { GuacdLiveness } from './liveness';
export { probeGuacd, type GuacdProbe } from './probe-guacd';
export { MAX_READ_BYTES } from './socket-transport';
export type { TraceFacts } from './trace-facts';
export type { GuacdTrace } from './traced-transport';
