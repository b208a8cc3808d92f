import { describe, expect, it } from 'vitest';
import { connectArguments } from '../../../../src/main/guacd/connect-arguments';

describe('connectArguments', () => {
  it('puts values in the order of the names', () => {
    expect(connectArguments(['port', 'hostname'], { hostname: 'h', port: '22' }).values).toEqual(['22', 'h']);
  });

  it('sends an empty value for what is not given', () => {
    expect(connectArguments(['a', 'b'], { b: '1' }).values).toEqual(['', '1']);
  });

  it('P5: gives a name that occurs twice its value twice', () => {
    expect(connectArguments(['a', 'b', 'a'], { a: '1' }).values).toEqual(['1', '', '1']);
  });

  it('names what guacd does not know, but not what has no value', () => {
    expect(connectArguments(['a'], { z: '1', a: '2', y: '', x: '3' }).unknown).toEqual(['z', 'x']);
  });

  it.each(['__proto__', 'constructor', 'toString'])('takes "%s" for a name like any other', (name) => {
    expect(connectArguments([name], {}).values).toEqual(['']);
    expect(connectArguments([name], Object.fromEntries([[name, 'x']])).values).toEqual(['x']);
  });
});
