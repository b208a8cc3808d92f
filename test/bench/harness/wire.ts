/** What a raw consumer says first, so that the server at the other end of a plain pipe knows that it is there. */
export const RAW_GREETING = 'go';

/**
 * Bytes that one byte from an acknowledging consumer acknowledges: as much as the page of a session does at once, a full
 * message. More than the smallest window of a session would let it wait for ever.
 */
export const ACK_BYTES = 65_536;

/** Who gives a session its credit back in our relay: the consumer, as the page of the app does, or the socket to it. */
export type AcknowledgedBy = 'consumer' | 'socket';
