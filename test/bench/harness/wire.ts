/** What a raw consumer says first, so that the server at the other end of a plain pipe knows that it is there. */
export const RAW_GREETING = 'go';

/** Bytes that one byte from an acknowledging consumer acknowledges: the page of a session gives credit back so. */
export const ACK_BYTES = 196_608;
