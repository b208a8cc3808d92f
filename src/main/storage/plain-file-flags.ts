import { constants } from 'node:fs';

/**
 * Added to the flags of `open` for a file of ours: a link in its place is refused, and a named pipe does not keep the
 * open waiting for ever. Windows has neither flag.
 */
export const PLAIN_FILE_FLAGS =
  process.platform === 'win32' ? 0 : constants.O_NOFOLLOW | constants.O_NONBLOCK;
