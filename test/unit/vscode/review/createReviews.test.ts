import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { type Content, partsOf } from '../../../../src/review/changeSet';
import { ToolError } from '../../../../src/util/toolError';
import { silentLogger } from '../../../../src/util/log';
import { createReviews } from '../../../../src/vscode/review/createReviews';
import type { ReviewTarget } from '../../../../src/vscode/review/reviews';

const text = (value: string): Content => ({ kind: 'text', text: value });
const lines = (...all: readonly string[]): string => all.map((line) => `${line}\n`).join('');

/** Files in memory, and a service that reviews changes of them. */
function set() {
  const files = new Map<string, string>();
  const made: string[] = [];
  let ids = 0;
  const reviews = createReviews({ newId: () => `r${(ids += 1)}`, log: silentLogger });
  /** Set by a test to do something after each step, as what formats a file does. */
  const hooks: { after?: (path: string) => void } = {};
  const target: ReviewTarget = {
    uri: (path) => ({ toString: () => `file:/${path}` }) as vscode.Uri,
    async read(path) {
      const found = files.get(path);
      return found === undefined ? undefined : text(found);
    },
    async make(from, to) {
      if (from.content?.kind === 'text' && files.get(from.path) !== from.content.text)
        throw new ToolError(`${from.path} was changed since.`);
      files.delete(from.path);
      if (to.content?.kind === 'text') files.set(to.path, to.content.text);
      made.push(to.path);
      hooks.after?.(to.path);
    },
  };
  const propose = (changes: Readonly<Record<string, string | undefined>>) => {
    const review = reviews.propose({
      origin: { kind: 'chat', turnId: 't', callId: 'c' },
      group: 't',
      title: 'Chat',
    });
    for (const [path, after] of Object.entries(changes)) {
      const before = files.get(path);
      review.add(
        {
          path,
          before: before === undefined ? undefined : text(before),
          after: after === undefined ? undefined : text(after),
        },
        target,
      );
    }
    return review;
  };
  return { files, made, reviews, target, propose, hooks };
}

const base = lines('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i');
const goal = lines('A', 'b', 'c', 'd', 'E', 'f', 'g', 'h', 'I');

describe('reviews', () => {
  it('write nothing before a part is accepted, and then just that part', async () => {
    const { files, reviews, propose, made } = set();
    files.set('a.txt', base);
    const review = propose({ 'a.txt': goal });
    review.complete();
    const [first = '', second = '', third = ''] = partsOf(review.set.files[0] ?? assert.fail());
    assert.equal(files.get('a.txt'), base);
    assert.deepEqual(await reviews.decide(review.id, { path: 'a.txt', part: second }, 'accepted'), []);
    assert.equal(files.get('a.txt'), base.replace('e', 'E'));
    await reviews.decide(review.id, { path: 'a.txt', part: first }, 'rejected');
    assert.equal(files.get('a.txt'), base.replace('e', 'E'));
    assert.equal(reviews.all.length, 1);
    await reviews.decide(review.id, { path: 'a.txt', part: third }, 'accepted');
    assert.equal(files.get('a.txt'), base.replace('e', 'E').replace('i', 'I'));
    assert.equal(made.length, 2);
    const settled = await review.settled;
    assert.deepEqual(settled?.files[0]?.decisions, {
      [first]: 'rejected',
      [second]: 'accepted',
      [third]: 'accepted',
    });
    assert.deepEqual(reviews.all, []);
  });

  it('let nothing be decided about what is still being written', async () => {
    const { files, reviews, propose, target } = set();
    files.set('a.txt', base);
    const review = propose({});
    let isWriting = true;
    const growing = { ...target, isWriting: () => isWriting };
    review.add({ path: 'a.txt', before: text(base), after: text(goal) }, growing);
    assert.match((await reviews.decide(review.id, {}, 'accepted')).join(), /still being written/);
    assert.equal(files.get('a.txt'), base);
    isWriting = false;
    assert.deepEqual(await reviews.decide(review.id, {}, 'accepted'), []);
    assert.equal(files.get('a.txt'), goal);
  });

  it('find what does not fit to a file that was changed while a change was written', async () => {
    const { files, reviews, propose, target } = set();
    files.set('a.txt', base);
    const review = propose({ 'a.txt': base.replace('a', 'A') });
    files.set('a.txt', base.replace('a', 'mine'));
    reviews.fileChanged('file:/a.txt');
    await new Promise(setImmediate);
    review.restart({ path: 'a.txt', before: text(base), after: text(goal) }, target);
    reviews.fileChanged('file:/a.txt');
    review.complete();
    assert.match((await reviews.decide(review.id, {}, 'accepted')).join(), /a\.txt was changed since/);
    assert.equal(files.get('a.txt'), goal.replace('A', 'mine'));
    assert.equal(review.set.files[0]?.conflicts.length, 1);
  });

  it('make decisions that come at once one after the other', async () => {
    const { files, reviews, propose } = set();
    files.set('a.txt', base);
    const review = propose({ 'a.txt': goal });
    review.complete();
    const [first = '', second = '', third = ''] = partsOf(review.set.files[0] ?? assert.fail());
    await Promise.all([
      reviews.decide(review.id, { path: 'a.txt', part: third }, 'accepted'),
      reviews.decide(review.id, { path: 'a.txt', part: first }, 'accepted'),
      reviews.decide(review.id, { path: 'a.txt', part: second }, 'rejected'),
      reviews.decide(review.id, { path: 'a.txt', part: first }, 'accepted'),
    ]);
    assert.equal(files.get('a.txt'), goal.replace('E', 'e'));
    assert.ok(await review.settled);
  });

  it('go on with a text that is still being written, and end only when it is complete', async () => {
    const { files, reviews, propose, target } = set();
    files.set('a.txt', base);
    const review = propose({ 'a.txt': base.replace('a', 'A') });
    await reviews.decide(review.id, {}, 'accepted');
    assert.equal(reviews.all.length, 1);
    review.add({ path: 'a.txt', before: text(base), after: text(goal) }, target);
    assert.equal(partsOf(review.set.files[0] ?? assert.fail()).length, 2);
    review.complete();
    await reviews.decide(review.id, {}, 'accepted');
    assert.equal(files.get('a.txt'), goal);
    assert.equal((await review.settled)?.files[0]?.settled.length, 1);
  });

  it('show what no longer fits as a conflict, which is accepted only by itself', async () => {
    const { files, reviews, propose } = set();
    files.set('a.txt', base);
    const review = propose({ 'a.txt': goal });
    review.complete();
    files.set('a.txt', base.replace('e', 'mine'));
    reviews.fileChanged('file:/a.txt');
    const said = await reviews.decide(review.id, {}, 'accepted');
    assert.match(said.join(), /a\.txt was changed since, and one proposed change does not fit/);
    assert.equal(files.get('a.txt'), lines('A', 'b', 'c', 'd', 'mine', 'f', 'g', 'h', 'I'));
    const [conflict] = reviews.get(review.id)?.set.files[0]?.conflicts ?? [];
    assert.ok(conflict);
    await reviews.decide(review.id, { path: 'a.txt', part: conflict.part }, 'accepted');
    assert.equal(files.get('a.txt'), goal);
    assert.ok(await review.settled);
  });

  it('ask again about what was undone', async () => {
    const { files, reviews, propose } = set();
    files.set('a.txt', base);
    const review = propose({ 'a.txt': goal });
    review.complete();
    const [first = ''] = partsOf(review.set.files[0] ?? assert.fail());
    await reviews.decide(review.id, { path: 'a.txt', part: first }, 'accepted');
    files.set('a.txt', base);
    reviews.fileChanged('file:/a.txt');
    await reviews.decide(review.id, { path: 'a.txt', part: 'none' }, 'rejected');
    assert.equal(review.set.files[0]?.decisions[first], 'pending');
  });

  it('go on after what formats a file when it is saved', async () => {
    const { files, reviews, propose, hooks } = set();
    files.set('a.txt', base);
    const review = propose({ 'a.txt': goal });
    review.complete();
    hooks.after = () => files.set('a.txt', `// formatted\n${files.get('a.txt') ?? ''}`);
    const [first = '', second = ''] = partsOf(review.set.files[0] ?? assert.fail());
    await reviews.decide(review.id, { path: 'a.txt', part: first }, 'accepted');
    delete hooks.after;
    await reviews.decide(review.id, { path: 'a.txt', part: second }, 'accepted');
    await reviews.decide(review.id, {}, 'accepted');
    assert.equal(files.get('a.txt'), `// formatted\n${goal}`);
  });

  it('make new files and take files away', async () => {
    const { files, reviews, propose } = set();
    files.set('old.txt', 'old');
    const review = propose({ 'new.txt': 'new', 'old.txt': undefined });
    review.complete();
    await reviews.decide(review.id, { path: 'old.txt' }, 'rejected');
    await reviews.decide(review.id, { path: 'new.txt' }, 'accepted');
    assert.deepEqual(
      [...files],
      [
        ['old.txt', 'old'],
        ['new.txt', 'new'],
      ],
    );
    assert.ok(await review.settled);
  });

  it('tell what could not be made, and keep that for another try', async () => {
    const { files, reviews, target } = set();
    files.set('a.txt', base);
    const review = reviews.propose({ origin: { kind: 'inlineEdit', id: 'i' }, group: 'i', title: 'Edit' });
    review.add(
      { path: 'a.txt', before: text(base), after: text(goal) },
      { ...target, make: () => Promise.reject(new ToolError('a.txt is read-only.')) },
    );
    review.complete();
    assert.deepEqual(await reviews.decide(review.id, {}, 'accepted'), ['a.txt is read-only.']);
    assert.equal(reviews.all.length, 1);
  });

  it('work out anew what another review of the same file has made', async () => {
    const { files, reviews, propose } = set();
    files.set('a.txt', base);
    const one = propose({ 'a.txt': base.replace('a', 'A') });
    const other = propose({ 'a.txt': goal });
    one.complete();
    other.complete();
    await reviews.decide(one.id, {}, 'accepted');
    reviews.fileChanged('file:/a.txt');
    await reviews.decide(other.id, {}, 'accepted');
    assert.equal(files.get('a.txt'), goal);
    assert.ok(await other.settled);
  });

  it('forget what is withdrawn', async () => {
    const { files, reviews, propose } = set();
    files.set('a.txt', base);
    const review = propose({ 'a.txt': goal });
    const heard: string[] = [];
    const stop = reviews.onDidChange((id) => heard.push(id));
    review.withdraw();
    assert.equal(await review.settled, undefined);
    assert.deepEqual(heard, [review.id]);
    assert.deepEqual(await reviews.decide(review.id, {}, 'accepted'), []);
    assert.equal(files.get('a.txt'), base);
    stop();
  });
});
