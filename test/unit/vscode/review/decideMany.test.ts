import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type * as vscode from 'vscode';
import { silentLogger } from '../../../../src/util/log';
import { createReviews } from '../../../../src/vscode/review/createReviews';
import { decideMany } from '../../../../src/vscode/review/decideMany';

/** Reviews of one file each, which is written slowly. */
function set(paths: readonly string[], concerned: readonly number[] = []) {
  let ids = 0;
  const files = new Map<string, string>();
  const under = { now: 0, most: 0 };
  const reviews = createReviews({ newId: () => `r${(ids += 1)}`, log: silentLogger });
  for (const [at, path] of paths.entries()) {
    const before = files.get(path) ?? 'a\n';
    files.set(path, 'a\n');
    const review = reviews.propose({
      origin: { kind: 'chat', turnId: 't', callId: String(at) },
      group: 't',
      title: 'Chat',
      concerns: concerned.includes(at) ? ['Unusual.'] : [],
    });
    const end = 'b\n'.repeat(at + 1);
    review.add(
      { path, before: { kind: 'text', text: before }, after: { kind: 'text', text: `${before}${end}` } },
      {
        uri: (name) => ({ toString: () => `file:/${name}` }) as vscode.Uri,
        read: async (name) => ({ kind: 'text', text: files.get(name) ?? '' }),
        async make(from, to) {
          under.now += 1;
          under.most = Math.max(under.most, under.now);
          await delay(5);
          under.now -= 1;
          assert.equal(from.content?.kind === 'text' && from.content.text, files.get(path));
          if (to.content?.kind === 'text') files.set(path, to.content.text);
        },
      },
    );
    review.complete();
  }
  return { reviews, files, under, targets: reviews.all.map(({ id }) => ({ review: id })) };
}

describe('a decision about many changes', () => {
  const paths = Array.from({ length: 100 }, (_, at) => `f${at}.ts`);

  it('is made side by side, some at a time, and tells how far it is', async () => {
    const { reviews, files, under, targets } = set(paths);
    const told: number[] = [];
    const onDone = (done: number): void => void told.push(done);
    assert.deepEqual(await decideMany(reviews, targets, { decision: 'accepted', isOwn: false, onDone }), []);
    assert.equal(reviews.all.length, 0);
    assert.ok(paths.every((path, at) => files.get(path) === `a\n${'b\n'.repeat(at + 1)}`));
    assert.equal(under.most, 8);
    assert.deepEqual(
      told,
      Array.from({ length: 100 }, (_, at) => at + 1),
    );
  });

  it('is made one after the other in the same file', async () => {
    const { reviews, under, targets } = set(['same.ts', 'same.ts', 'same.ts']);
    await decideMany(reviews, targets, { decision: 'accepted', isOwn: false });
    assert.equal(under.most, 1);
  });

  it('accepts nothing unusual, unless that was chosen by itself, but rejects it', async () => {
    const { reviews, targets } = set(['a.ts', 'b.ts'], [1]);
    const said = await decideMany(reviews, targets, { decision: 'accepted', isOwn: false });
    assert.deepEqual(said, ['Unusual. Accept or reject that by itself.']);
    assert.equal(reviews.all.length, 1);
    const alone = set(['a.ts'], [0]);
    await decideMany(alone.reviews, alone.targets, { decision: 'accepted', isOwn: true });
    assert.equal(alone.reviews.all.length, 0);
    await decideMany(reviews, targets.slice(1), { decision: 'rejected', isOwn: false });
    assert.equal(reviews.all.length, 0);
  });
});
