import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { Content } from '../../../../src/review/changeSet';
import { silentLogger } from '../../../../src/util/log';
import { createReviews } from '../../../../src/vscode/review/createReviews';
import type { ReviewTarget } from '../../../../src/vscode/review/reviews';
import { inGroups, waitingParts } from '../../../../src/vscode/review/waitingParts';

const text = (value: string): Content => ({ kind: 'text', text: value });
const target: ReviewTarget = {
  uri: () => ({}) as vscode.Uri,
  read: async () => text('a\nb\nc\n'),
  make: async () => {},
};

/** A service with a review for each file, in the groups that are named. */
function set(...files: readonly (readonly [group: string, path: string, after: string])[]) {
  let ids = 0;
  const reviews = createReviews({ newId: () => `r${(ids += 1)}`, log: silentLogger });
  for (const [group, path, after] of files) {
    const review = reviews.propose({ origin: { kind: 'inlineEdit', id: path }, group, title: group });
    review.add({ path, before: text('a\nb\nc\n'), after: text(after) }, target);
    review.complete();
  }
  return reviews;
}

describe('waitingParts', () => {
  it('go group by group, and through each file from its first line on', () => {
    const reviews = set(
      ['one', 'a.txt', 'A\nb\nC\n'],
      ['two', 'b.txt', 'a\nb\nC\n'],
      ['one', 'c.txt', 'a\nB\nc\n'],
    );
    assert.deepEqual(
      waitingParts(reviews).map(({ path, line }) => `${path}:${line}`),
      ['a.txt:0', 'c.txt:1', 'b.txt:2'],
    );
    assert.deepEqual(
      inGroups(reviews.all).map(({ title, reviews: { length } }) => [title, length]),
      [
        ['one', 2],
        ['two', 1],
      ],
    );
  });

  it('leave out what was decided', async () => {
    const reviews = set(['one', 'a.txt', 'A\nb\nC\n'], ['two', 'b.txt', 'a\nb\nC\n']);
    await reviews.decide('r2', {}, 'rejected');
    assert.deepEqual(
      waitingParts(reviews).map(({ path }) => path),
      ['a.txt'],
    );
    assert.deepEqual(
      inGroups(reviews.all).map(({ title }) => title),
      ['one'],
    );
  });

  it('are found quickly among a thousand files', () => {
    const reviews = set(
      ...Array.from({ length: 1000 }, (_, at) => ['one', `f${at}.txt`, 'A\nb\nc\n'] as const),
    );
    const start = performance.now();
    assert.equal(waitingParts(reviews).length, 1000);
    assert.ok(performance.now() - start < 500);
  });
});
