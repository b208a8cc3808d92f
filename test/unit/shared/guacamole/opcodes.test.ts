import { describe, expect, it } from 'vitest';
import { OPCODES } from '../../../../src/shared/guacamole/opcodes';

describe('OPCODES', () => {
  it('lets a client send in a session exactly what guacd handles for a user', () => {
    const handlers =
      'sync touch mouse key clipboard disconnect size file pipe ack blob end get put audio argv nop'.split(
        ' ',
      );
    const sendable = Object.entries(OPCODES).filter(([, use]) => use === 'client' || use === 'both');
    expect(sendable.map(([opcode]) => opcode).sort()).toEqual(handlers.sort());
  });
});
