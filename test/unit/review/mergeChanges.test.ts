import assert from 'node:assert/strict';
import type { Change } from '../../../src/review/diffLines';
import { mergeChanges } from '../../../src/review/mergeChanges';

/** A change of lines `oldStart` to `oldEnd`, which become so many; `before`: how many more lines the new text has by then. */
const change = (oldStart: number, oldEnd: number, count: number, before = 0): Change => ({
  oldStart,
  oldEnd,
  newStart: oldStart + before,
  newEnd: oldStart + before + count,
});
const merged = (
  current: readonly Change[],
  proposed: readonly Change[],
  touching?: 'together' | 'apart',
): readonly string[] =>
  mergeChanges(current, proposed, touching).map(
    (each) =>
      `${each.by} ${each.baseStart}-${each.baseEnd} ${each.currentStart}-${each.currentEnd} ` +
      `${each.proposedStart}-${each.proposedEnd}`,
  );

describe('mergeChanges', () => {
  it('keeps changes of different lines apart, and knows where they are in each text', () => {
    assert.deepEqual(merged([change(2, 3, 4)], [change(0, 1, 0), change(8, 8, 1, -1)]), [
      'proposed 0-1 0-1 0-0',
      'current 2-3 2-6 1-2',
      'proposed 8-8 11-11 7-8',
    ]);
  });

  it('makes one of changes that overlap, however many', () => {
    assert.deepEqual(merged([change(2, 5, 1), change(7, 9, 2, -2)], [change(4, 8, 4)]), ['both 2-9 2-7 2-9']);
  });

  it('makes one of changes that touch, unless they are kept apart', () => {
    const [mine, theirs] = [[change(2, 3, 1)], [change(3, 4, 1)]];
    assert.deepEqual(merged(mine, theirs), ['both 2-4 2-4 2-4']);
    assert.deepEqual(merged(mine, theirs, 'apart'), ['current 2-3 2-3 2-3', 'proposed 3-4 3-4 3-4']);
    assert.deepEqual(merged([change(3, 3, 2)], [change(3, 4, 1)], 'apart'), [
      'current 3-3 3-5 3-3',
      'proposed 3-4 5-6 3-4',
    ]);
  });

  it('makes one of what both add at the same place', () => {
    for (const touching of ['together', 'apart'] as const) {
      assert.deepEqual(merged([change(3, 3, 2)], [change(3, 3, 1)], touching), ['both 3-3 3-5 3-4']);
    }
  });
});
