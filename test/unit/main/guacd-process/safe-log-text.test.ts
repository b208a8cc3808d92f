import { describe, expect, it } from 'vitest';
import { safeLogText } from '../../../../src/main/guacd-process/safe-log-text';

describe('safe log text', () => {
  it('hides the id of a connection, which would let others join it, and keeps enough to tell two apart', () => {
    const line = 'guacd[1]: INFO:\tConnection ID is "$16343fd3-de99-4762-81b8-79147a4f8689"';
    expect(safeLogText(line)).toBe('guacd[1]: INFO: Connection ID is "$16343fd3-…"');
  });

  it('drops control characters and what turns the direction of writing', () => {
    expect(safeLogText('a\u001b[31mb\u0000c\u202ed\u009bx')).toBe('a[31mbcdx');
  });
});
