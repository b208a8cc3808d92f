import { describe, expect, it } from 'vitest';
import { CLIENT_OPCODES, OPCODES } from '../../../../src/shared/guacamole/opcodes';

describe('CLIENT_OPCODES', () => {
  it('holds exactly what guacd handles for a user', () => {
    const handlers =
      'sync touch mouse key clipboard disconnect size file pipe ack blob end get put audio argv nop'.split(
        ' ',
      );
    expect([...CLIENT_OPCODES].sort()).toEqual(handlers.sort());
  });

  it('is every opcode that a client may send in a session', () => {
    const sendable = Object.entries(OPCODES).filter(([, use]) => use === 'client' || use === 'both');
    expect(sendable.map(([opcode]) => opcode).sort()).toEqual([...CLIENT_OPCODES].sort());
  });

  it.each(['select', 'connect', 'args', 'ready', 'image', 'error'])('does not hold %s', (opcode) => {
    expect(CLIENT_OPCODES.has(opcode)).toBe(false);
  });
});
