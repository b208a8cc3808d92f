import { fail, type Result } from '../../shared/result';
import { MAX_RDP_FILE_BYTES } from '../../shared/model/intent';
import type { ConnectionRequest, Refusal } from './connection-request';
import { parseRdpSettings } from './parse-rdp-settings';

/**
 * Reads an .rdp file: UTF-16LE with a byte order mark, as Microsoft's client writes it, or UTF-8. Never throws.
 *
 * @param bytes at most {@link MAX_RDP_FILE_BYTES}; more are refused
 */
export function parseRdpFile(bytes: Uint8Array): Result<ConnectionRequest, Refusal> {
  if (bytes.length > MAX_RDP_FILE_BYTES) return fail('file-too-large');
  const text = decode(bytes);
  if (text === null || text.includes('\0')) return fail('file-not-text');
  return parseRdpSettings(text.split(/\r\n|\r|\n/));
}

function decode(bytes: Uint8Array): string | null {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
