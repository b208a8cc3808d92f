import { describe, expect, it } from 'vitest';
import { listKey } from '../../../../src/renderer/connections/list-keys';

const press = (key: string, change: Partial<KeyboardEvent> = {}) => ({
  key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  shiftKey: false,
  ...change,
});

describe('keys of the list', () => {
  it('move within its ends', () => {
    expect(listKey(press('ArrowDown'), 0, 3)).toEqual({ kind: 'move', to: 1 });
    expect(listKey(press('ArrowDown'), 2, 3)).toEqual({ kind: 'move', to: 2 });
    expect(listKey(press('PageDown'), 0, 3)).toEqual({ kind: 'move', to: 2 });
    expect(listKey(press('PageUp'), 2, 3)).toEqual({ kind: 'move', to: 0 });
    expect(listKey(press('End'), 0, 3)).toEqual({ kind: 'move', to: 2 });
  });

  it('lead from the first row to the search', () => {
    expect(listKey(press('ArrowUp'), 0, 3)).toEqual({ kind: 'search' });
    expect(listKey(press('ArrowUp'), 1, 3)).toEqual({ kind: 'move', to: 0 });
  });

  it('open, edit and delete', () => {
    expect(listKey(press('Enter'), 0, 3)).toEqual({ kind: 'open' });
    expect(listKey(press('F2'), 0, 3)).toEqual({ kind: 'edit' });
    expect(listKey(press('e'), 0, 3)).toEqual({ kind: 'edit' });
    expect(listKey(press('Delete'), 0, 3)).toEqual({ kind: 'delete' });
  });

  it('mean nothing with a modifier, so that shortcuts stay shortcuts', () => {
    expect(listKey(press('Delete', { shiftKey: true }), 0, 3)).toBeNull();
    expect(listKey(press('e', { ctrlKey: true }), 0, 3)).toBeNull();
    expect(listKey(press('x'), 0, 3)).toBeNull();
  });
});
