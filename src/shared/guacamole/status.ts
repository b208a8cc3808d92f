import type { AppErrorCode } from '../errors';

/**
 * Guacamole protocol status codes and the error each of them is.
 * Source: guacamole-server src/libguac/guacamole/protocol-types.h:guac_protocol_status.
 */
const STATUS_ERRORS = [
  [0x0100, 'UNSUPPORTED'],
  [0x0200, 'SERVER_ERROR'],
  [0x0201, 'SERVER_BUSY'],
  [0x0202, 'UPSTREAM_TIMEOUT'],
  [0x0203, 'UPSTREAM_ERROR'],
  [0x0204, 'RESOURCE_NOT_FOUND'],
  [0x0205, 'RESOURCE_CONFLICT'],
  [0x0206, 'RESOURCE_CLOSED'],
  [0x0207, 'UPSTREAM_NOT_FOUND'],
  [0x0208, 'UPSTREAM_UNAVAILABLE'],
  [0x0209, 'SESSION_CONFLICT'],
  [0x020a, 'SESSION_TIMEOUT'],
  [0x020b, 'SESSION_CLOSED'],
  [0x0300, 'CLIENT_BAD_REQUEST'],
  [0x0301, 'CLIENT_UNAUTHORIZED'],
  [0x0303, 'CLIENT_FORBIDDEN'],
  [0x0308, 'CLIENT_TIMEOUT'],
  [0x030d, 'CLIENT_OVERRUN'],
  [0x030f, 'CLIENT_BAD_TYPE'],
  [0x031d, 'CLIENT_TOO_MANY'],
] as const satisfies readonly (readonly [number, AppErrorCode])[];

const errorOfStatus: ReadonlyMap<number, AppErrorCode> = new Map<number, AppErrorCode>(STATUS_ERRORS);

/**
 * The error that a status code of guacd stands for. A code that no guacd has today is taken by its class:
 * 0x03xx blames the client, everything else the server.
 */
export function errorCodeOfStatus(status: number): AppErrorCode {
  return (
    errorOfStatus.get(status) ??
    (status >= 0x0300 && status <= 0x03ff ? 'CLIENT_BAD_REQUEST' : 'SERVER_ERROR')
  );
}
