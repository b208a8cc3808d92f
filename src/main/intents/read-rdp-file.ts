import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { fail, type Result } from '../../shared/result';
import { MAX_RDP_FILE_BYTES } from '../../shared/model/intent';
import type { ConnectionRequest, Refusal } from './connection-request';
import { parseRdpFile } from './parse-rdp-file';

/** Reads the .rdp file at a path, if it is called so and is an ordinary file. Never throws; reads at most 64 KiB. */
export function readRdpFile(path: string): Result<ConnectionRequest, Refusal> {
  if (!/\.rdp$/i.test(path)) return fail('file-kind');
  try {
    // Without O_NONBLOCK a named pipe would keep the open waiting for ever.
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      if (!fstatSync(file).isFile()) return fail('file-unreadable');
      const bytes = new Uint8Array(MAX_RDP_FILE_BYTES + 1);
      return parseRdpFile(bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0)));
    } finally {
      closeSync(file);
    }
  } catch {
    return fail('file-unreadable');
  }
}
