import { describe, expect, it } from 'vitest';
import { errorCodeOfStatus } from '../../../../src/shared/guacamole/status';

describe('errorCodeOfStatus', () => {
  it.each([
    [0x0100, 'UNSUPPORTED'],
    [0x0207, 'UPSTREAM_NOT_FOUND'],
    [769, 'CLIENT_UNAUTHORIZED'],
    [797, 'CLIENT_TOO_MANY'],
  ] as const)('names %d', (status, code) => {
    expect(errorCodeOfStatus(status)).toBe(code);
  });

  it('takes an unknown code by its class', () => {
    expect(errorCodeOfStatus(0x02ff)).toBe('SERVER_ERROR');
    expect(errorCodeOfStatus(0x03fe)).toBe('CLIENT_BAD_REQUEST');
    expect(errorCodeOfStatus(0)).toBe('SERVER_ERROR');
  });
});
