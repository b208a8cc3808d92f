import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinBase64 } from '../../../../src/renderer/session/join-base64';

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

describe('joinBase64', () => {
  it('joins texts of whole groups as they are', () => {
    expect(joinBase64(['AAAA', 'BBBB', 'CC=='])).toBe('AAAABBBBCC==');
  });

  it('is the base64 of the joined bytes, wherever they were cut', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 }), (parts) => {
        const joined = joinBase64(parts.map(base64));
        expect(Buffer.from(joined, 'base64')).toEqual(Buffer.concat(parts));
        expect(joined).toBe(base64(Buffer.concat(parts)));
      }),
    );
  });

  it('is empty for nothing', () => {
    expect(joinBase64([])).toBe('');
  });
});
