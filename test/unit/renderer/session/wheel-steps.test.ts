import { describe, expect, it } from 'vitest';
import { WheelSteps } from '../../../../src/renderer/session/wheel-steps';

const pixels = (deltaY: number) => ({ deltaY, deltaMode: 0 });

describe('WheelSteps', () => {
  it('makes one step for a notch, whatever number of pixels the system gives it', () => {
    expect(new WheelSteps().add({ deltaY: 53, deltaMode: 0, wheelDeltaY: -120 })).toBe(1);
    expect(new WheelSteps().add({ deltaY: -100, deltaMode: 0, wheelDeltaY: 120 })).toBe(-1);
  });

  it('adds up the small movements of a touch pad', () => {
    const wheel = new WheelSteps();
    const steps = Array.from({ length: 10 }, () => wheel.add({ deltaY: 10, deltaMode: 0, wheelDeltaY: -30 }));
    expect(steps.reduce((sum, step) => sum + step)).toBe(2);
    expect(steps.slice(0, 3)).toEqual([0, 0, 0]);
  });

  it('forgets a part of a step when the direction changes', () => {
    const wheel = new WheelSteps();
    wheel.add(pixels(90));
    expect(wheel.add(pixels(-20))).toBe(0);
    expect(wheel.add(pixels(-80))).toBe(-1);
  });

  it('knows lines and pages', () => {
    expect(new WheelSteps().add({ deltaY: 3, deltaMode: 1 })).toBe(1);
    expect(new WheelSteps().add({ deltaY: -2, deltaMode: 2 })).toBe(-2);
  });

  it('makes no more steps at once than a remote computer can follow', () => {
    expect(new WheelSteps().add(pixels(1e9))).toBe(20);
    expect(new WheelSteps().add(pixels(-1e9))).toBe(-20);
  });

  it('makes none when nothing moved', () => {
    expect(new WheelSteps().add({ deltaY: 0, deltaMode: 0, wheelDeltaY: 0 })).toBe(0);
  });
});
