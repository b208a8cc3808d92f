import { describe, expect, it } from 'vitest';
import { remotePosition } from '../../../../src/renderer/session/remote-position';

const remote = { width: 1600, height: 1200 };
const picture = { left: 10, top: 20, width: 800, height: 600 };

describe('remotePosition', () => {
  it('is in remote pixels', () => {
    expect(remotePosition({ x: 10, y: 20 }, picture, remote)).toEqual({ x: 0, y: 0 });
    expect(remotePosition({ x: 110, y: 70.25 }, picture, remote)).toEqual({ x: 200, y: 100 });
  });

  it('is at the edge for a point outside', () => {
    expect(remotePosition({ x: -500, y: -1 }, picture, remote)).toEqual({ x: 0, y: 0 });
    expect(remotePosition({ x: 810, y: 9999 }, picture, remote)).toEqual({ x: 1599, y: 1199 });
  });

  it('is the corner while there is no picture', () => {
    const nothing = { left: 0, top: 0, width: 0, height: 0 };
    expect(remotePosition({ x: 5, y: 5 }, nothing, { width: 0, height: 0 })).toEqual({ x: 0, y: 0 });
  });
});
