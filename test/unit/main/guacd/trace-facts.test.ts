import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TraceWording } from '../../../../src/main/guacd/trace-facts';
import { OPCODES } from '../../../../src/shared/guacamole/opcodes';

const describeOne = (direction: 'in' | 'out', opcode: string, ...args: string[]): unknown =>
  new TraceWording().describe(direction, { opcode, args });

describe('what a trace says', () => {
  it('names frames, sizes and streams with their numbers', () => {
    expect(describeOne('in', 'sync', '1730000000000', '2')).toEqual({
      opcode: 'sync',
      elements: 2,
      lengths: '13,1',
      timestamp: 1_730_000_000_000,
      frames: 2,
    });
    expect(describeOne('out', 'size', '1280', '720')).toMatchObject({ width: 1280, height: 720 });
    expect(describeOne('in', 'img', '1', '14', '-1', 'image/png', '0', '64')).toMatchObject({
      stream: 1,
      layer: -1,
    });
  });

  it('names protocol, version and parameters of a handshake', () => {
    expect(describeOne('out', 'select', 'ssh')).toEqual({ opcode: 'select', elements: 1, protocol: 'ssh' });
    expect(describeOne('in', 'args', 'VERSION_1_5_0', 'hostname', 'hunter2', 'password')).toMatchObject({
      elements: 4,
      names: 'VERSION_1_5_0,hostname,password',
    });
    expect(describeOne('in', 'required', 'username', 'password')).toMatchObject({
      names: 'username,password',
    });
  });

  it('C4: shows neither value nor length of what is connected with', () => {
    expect(describeOne('out', 'connect', 'VERSION_1_5_0', 'host', 'hunter2')).toEqual({
      opcode: 'connect',
      elements: 3,
    });
  });

  it('C4: shows nothing of the connection ID, neither when it comes nor when it is joined', () => {
    expect(describeOne('in', 'ready', '$id')).toEqual({ opcode: 'ready', elements: 1 });
    expect(describeOne('out', 'select', '$id')).toEqual({ opcode: 'select', elements: 1 });
  });

  it('C4: shows that there was input, and nothing of it', () => {
    expect(describeOne('out', 'key', '65', '1')).toEqual({ opcode: 'key', elements: 2 });
    expect(describeOne('out', 'mouse', '10', '20', '1')).toEqual({ opcode: 'mouse', elements: 3 });
  });

  it('C4: tells the size of a blob only when it belongs to a picture or a sound', () => {
    const wording = new TraceWording();
    const say = (opcode: string, ...args: string[]): object => wording.describe('in', { opcode, args });
    say('img', '1', '14', '0', 'image/png', '0', '0');
    expect(say('blob', '1', 'QUJD')).toEqual({ opcode: 'blob', elements: 2, lengths: '1,4', stream: 1 });
    say('end', '1');
    say('clipboard', '1', 'text/plain');
    expect(say('blob', '1', 'QUJD')).toEqual({ opcode: 'blob', elements: 2, stream: 1 });
    expect(describeOne('out', 'blob', '1', 'QUJD')).toEqual({ opcode: 'blob', elements: 2, stream: 1 });
  });

  it('C4: does not take the body of a file for the picture that had its stream before', () => {
    const wording = new TraceWording();
    const say = (opcode: string, ...args: string[]): object => wording.describe('in', { opcode, args });
    say('img', '3', '14', '0', 'image/png', '0', '0');
    say('body', '0', '3', 'application/vnd.glyptodon.guacamole.stream-index+json', '/');
    expect(say('blob', '3', 'QUJD')).toEqual({ opcode: 'blob', elements: 2, stream: 3 });
  });

  it('C4: shows no text of any argument of any instruction, known or not', () => {
    const opcode = fc.oneof(fc.constantFrom(...Object.keys(OPCODES)), fc.string());
    const args = fc.array(fc.oneof(fc.integer().map(String), fc.string(), fc.constant('s3cr3t!')), {
      maxLength: 9,
    });
    fc.assert(
      fc.property(fc.constantFrom('in', 'out'), opcode, args, (direction, name, given) => {
        const facts: object = new TraceWording().describe(direction, { opcode: name, args: given });
        for (const [key, value] of Object.entries(facts) as [string, string | number][]) {
          if (typeof value === 'number') continue;
          const shown = { opcode: /^[a-z]+$/, lengths: /^[\d,]*$/, names: /^[\w,-]*$/, protocol: /^[a-z]+$/ };
          expect(value).toMatch(shown[key as keyof typeof shown]);
          expect(value).not.toContain('s3cr3t');
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
