import { describe, expect, it } from 'vitest';
import { MAX_NOTICES, NoticeBoard } from '../../../../src/main/app/notice-board';
import type { Notice } from '../../../../src/shared/model/notice';

const notice = (id: string, text = ''): Notice => ({ id, tone: 'info', title: id, text });

describe('NoticeBoard', () => {
  it('keeps notices until they are dismissed, oldest first', () => {
    const board = new NoticeBoard();
    board.add(notice('a'));
    board.add(notice('b'));
    expect(board.list()).toEqual([notice('a'), notice('b')]);
    board.dismiss('a');
    expect(board.list()).toEqual([notice('b')]);
  });

  it('replaces a notice of the same id', () => {
    const board = new NoticeBoard();
    board.add(notice('a', 'old'));
    board.add(notice('a', 'new'));
    expect(board.list()).toEqual([notice('a', 'new')]);
  });

  it('drops the oldest beyond its limit', () => {
    const board = new NoticeBoard();
    for (let index = 0; index <= MAX_NOTICES; index += 1) board.add(notice(String(index)));
    expect(board.list()).toHaveLength(MAX_NOTICES);
    expect(board.list()[0]).toEqual(notice('1'));
  });

  it('tells each change, and none for a notice that is not there', () => {
    const board = new NoticeBoard();
    const seen: Notice[][] = [];
    const subscription = board.onChanged((notices) => seen.push(notices));
    board.add(notice('a'));
    board.dismiss('b');
    board.dismiss('a');
    subscription.dispose();
    board.add(notice('c'));
    expect(seen).toEqual([[notice('a')], []]);
  });
});
