import { describe, expect, it } from 'vitest';
import { viewportOf } from '../../../../src/renderer/session/viewport-of';

describe('viewportOf', () => {
  it('is in device pixels with their density', () => {
    expect(viewportOf(800, 600, 2, 2)).toEqual({ width: 1600, height: 1200, dpi: 192 });
  });

  it('has an even width that is never wider than the view', () => {
    expect(viewportOf(801, 601, 1, 1)).toEqual({ width: 800, height: 601, dpi: 96 });
    expect(viewportOf(799.5, 600.9, 1.25, 1.25)).toEqual({ width: 998, height: 751, dpi: 120 });
  });

  it('asks for the same of a page that is zoomed: the zoom is for the screens of the app', () => {
    expect(viewportOf(640, 480, 1.25, 1)).toEqual({ width: 800, height: 600, dpi: 96 });
    expect(viewportOf(400, 300, 4, 2)).toEqual({ width: 1600, height: 1200, dpi: 192 });
  });

  it('is null for a view without a size', () => {
    expect(viewportOf(0, 600, 1, 1)).toBeNull();
    expect(viewportOf(1, 600, 1, 1)).toBeNull();
    expect(viewportOf(800, 0, 1, 1)).toBeNull();
  });

  it('keeps the density in the range that guacd is asked for', () => {
    expect(viewportOf(8000, 6000, 0.25, 0.25)?.dpi).toBe(48);
    expect(viewportOf(80, 60, 20, 20)?.dpi).toBe(960);
  });
});
