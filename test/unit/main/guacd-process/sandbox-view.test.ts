import { describe, expect, it } from 'vitest';
import { orderView, type SandboxEntry } from '../../../../src/main/guacd-process/sandbox-view';

const read = (path: string): SandboxEntry => ({ kind: 'read', path });
const write = (path: string): SandboxEntry => ({ kind: 'write', path });

describe('what the included engine sees', () => {
  it('is mounted so that nothing hides what lies in it', () => {
    expect(orderView([write('/home/u/.config/home'), read('/home/u'), read('/usr')])).toEqual([
      read('/usr'),
      read('/home/u'),
      write('/home/u/.config/home'),
    ]);
  });

  it('leaves out what is seen anyway', () => {
    expect(
      orderView([read('/etc'), read('/etc'), read('/etc/ssl'), write('/data'), write('/data/drive')]),
    ).toEqual([read('/etc'), write('/data')]);
  });

  it('keeps what may only be read in a folder that may be written', () => {
    const engine = '/home/u/app/engine';
    expect(orderView([read(engine), write('/home/u')])).toEqual([write('/home/u'), read(engine)]);
  });

  it('does not take a folder for one that only begins like it', () => {
    expect(orderView([read('/usr'), read('/usr2')])).toEqual([read('/usr'), read('/usr2')]);
  });
});
