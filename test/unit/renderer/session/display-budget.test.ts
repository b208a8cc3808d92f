import { describe, expect, it } from 'vitest';
import { canvasPixels, DisplayBudget, MAX_OPERATIONS } from '../../../../src/renderer/session/display-budget';

const MIB = 1_048_576;

function budgetOf(view = { width: 1024, height: 768 }): { budget: DisplayBudget; exceeded: string[] } {
  const exceeded: string[] = [];
  return { budget: new DisplayBudget(view, (limit) => exceeded.push(limit)), exceeded };
}

describe('the display budget', () => {
  it('P8: has room for an 8K desktop in a small view, and not for a second one', () => {
    const { budget, exceeded } = budgetOf();
    expect(budget.resize(0, 7680, 4320)).toBe(true);
    expect(budget.resize(0, 7680, 4320)).toBe(false);
    expect(exceeded).toEqual(['pixels']);
  });

  it('has room for the four layers of a terminal in a view of any size', () => {
    for (const [width, height] of [
      [3840, 2160],
      [7680, 4320],
    ] as const) {
      const { budget, exceeded } = budgetOf({ width, height });
      for (let layer = 0; layer < 5; layer++) expect(budget.resize(0, width, height)).toBe(true);
      expect(exceeded).toEqual([]);
    }
  });

  it('counts what canvases take, which is rounded up', () => {
    expect(canvasPixels(1, 65)).toBe(64 * 128);
    expect(canvasPixels(0, 65)).toBe(0);
  });

  it('gets back what a layer gives up', () => {
    const { budget, exceeded } = budgetOf();
    for (let round = 0; round < 100; round++) {
      expect(budget.resize(0, 6400, 6400)).toBe(true);
      expect(budget.resize(canvasPixels(6400, 6400), 0, 0)).toBe(true);
    }
    expect(exceeded).toEqual([]);
  });

  it.each([
    [100_000, 1],
    [1, 16_385],
    [2 ** 31, 2 ** 31],
  ])('P8: ends the picture at a layer of %d x %d', (width, height) => {
    const { budget, exceeded } = budgetOf();
    expect(budget.resize(0, width, height)).toBe(false);
    expect(exceeded).toEqual(['pixels']);
  });

  it('P8: ends the picture at an image that is larger than the display, however few its bytes', () => {
    const { budget, exceeded } = budgetOf();
    expect(budget.picture(2048 * 2048, 100)).toBe(true);
    expect(budget.picture(3840 * 2160, 3840 * 2160)).toBe(true);
    expect(budget.picture(30_000 * 30_000, 3840 * 2160)).toBe(false);
    expect(exceeded).toEqual(['pixels']);
  });

  it('P8: ends the picture at too many layers, buffers, operations, saved states and parts of paths', () => {
    const attempts: [string, (budget: DisplayBudget) => boolean][] = [
      ['layers', (budget) => budget.addLayer(true)],
      ['layers', (budget) => budget.addLayer(false)],
      ['states', (budget) => budget.states(1)],
      ['operations', (budget) => budget.pathParts(1)],
      ['images', (budget) => budget.imageLength(MIB)],
    ];
    for (const [limit, attempt] of attempts) {
      const { budget, exceeded } = budgetOf();
      let granted = 0;
      while (attempt(budget) && granted < 100_000) granted++;
      expect(granted).toBeGreaterThan(60);
      expect(granted).toBeLessThan(100_000);
      expect(exceeded).toEqual([limit]);
    }
    const { budget, exceeded } = budgetOf();
    expect(budget.operations(MAX_OPERATIONS)).toBe(true);
    expect(budget.operations(MAX_OPERATIONS + 1)).toBe(false);
    expect(exceeded).toEqual(['operations']);
  });

  it('P7: ends the picture at more open streams than guacd has, and counts one that is opened twice once', () => {
    const { budget, exceeded } = budgetOf();
    for (let index = 0; index < 10_000; index++) {
      expect(budget.openStream(index)).toBe(true);
      budget.closeStream(index);
      budget.closeStream(index);
      expect(budget.openStream(7)).toBe(true);
    }
    let opened = 1;
    while (budget.openStream(20_000 + opened)) opened++;
    expect(opened).toBe(1_024);
    expect(exceeded).toEqual(['streams']);
  });

  it('tells once that it is exceeded, and grants nothing more', () => {
    const { budget, exceeded } = budgetOf();
    budget.exceed('layers');
    budget.exceed('pixels');
    expect(exceeded).toEqual(['layers']);
    expect(budget.isExceeded).toBe(true);
    expect([budget.resize(0, 1, 1), budget.addLayer(true), budget.openStream(1)]).toEqual([
      false,
      false,
      false,
    ]);
  });
});
