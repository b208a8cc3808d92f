import { describe, expect, it } from 'vitest';
import { createProtocolClientHandler } from '../../../../src/main/link-handling/protocol-client-handler';

/** The registration of a system. */
function system(registered: string[], isWilling = true) {
  const calls: string[] = [];
  const change = (act: string, scheme: string, args: string[]): boolean => {
    calls.push([act, scheme, ...args].join(' '));
    if (!isWilling) return false;
    if (act === 'set') registered.push(scheme);
    else registered.splice(registered.indexOf(scheme), 1);
    return true;
  };
  const handler = createProtocolClientHandler(
    {
      isDefaultProtocolClient: (scheme) => registered.includes(scheme),
      setAsDefaultProtocolClient: (scheme, _path, args) => change('set', scheme, args),
      removeAsDefaultProtocolClient: (scheme, _path, args) => change('remove', scheme, args),
    },
    'C:\\Pestle\\Pestle.exe',
  );
  return { handler, calls };
}

describe('links on macOS and Windows', () => {
  it('are registered where they are not yet, so that no link is taken for a switch', () => {
    const { handler, calls } = system(['ssh']);
    expect(handler.state()).toEqual({ schemes: ['ssh'], obstacle: null });
    expect(handler.set(true).schemes).toEqual(['ssh', 'rdp', 'vnc', 'telnet']);
    expect(calls).toEqual(['set rdp --', 'set vnc --', 'set telnet --']);
  });

  it('are given back', () => {
    const { handler, calls } = system(['ssh', 'vnc']);
    expect(handler.set(false).schemes).toEqual([]);
    expect(calls).toEqual(['remove ssh --', 'remove vnc --']);
  });

  it('that the system does not give are told', () => {
    const { handler } = system([], false);
    expect(() => handler.set(true)).toThrow(expect.objectContaining({ code: 'LINKS_NOT_SET' }));
  });
});
