import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyHunks, hunksOfDiff } from '../../../src/review/hunks';
import { merge3 } from '../../../src/review/merge3';
import { text, textAndChanged } from './textArbitrary';

const base = '1\n2\n3\n4\n5\n6\n';

describe('merge3', () => {
  it('keeps what each side changed in different places', () => {
    const { text: merged, conflicts } = merge3(base, 'one\n2\n3\n4\n5\n6\n', '1\n2\n3\n4\nfive\n6\nseven\n');
    assert.equal(merged, 'one\n2\n3\n4\nfive\n6\nseven\n');
    assert.deepEqual(conflicts, []);
  });

  it('proposes nothing where both changed the same', () => {
    const {
      text: merged,
      diff,
      conflicts,
    } = merge3(base, '1\n2\nthree\n4\n5\n6\n', '1\n2\nthree\n4\n5\nsix\n');
    assert.equal(merged, '1\n2\nthree\n4\n5\nsix\n');
    assert.deepEqual(diff.changes, [{ oldStart: 5, oldEnd: 6, newStart: 5, newEnd: 6 }]);
    assert.deepEqual(conflicts, []);
  });

  it('shows a conflict as a change from what the person wrote to what is proposed, with what was there before', () => {
    const { diff, conflicts } = merge3(base, '1\n2\nmine\n4\n5\n6\n', '1\n2\ntheirs\n4\n5\nsix\n');
    assert.deepEqual(conflicts, [
      { change: { oldStart: 2, oldEnd: 3, newStart: 2, newEnd: 3 }, base: '3\n' },
    ]);
    assert.equal(diff.newLines[2], 'theirs\n');
    assert.equal(diff.changes.length, 2);
  });

  it('takes neighbouring lines as a conflict, and what both added at one place', () => {
    assert.equal(merge3(base, '1\n2\nmine\n4\n5\n6\n', '1\n2\n3\ntheirs\n5\n6\n').conflicts.length, 1);
    assert.equal(merge3(base, `${base}mine\n`, `${base}theirs\n`).conflicts.length, 1);
    assert.equal(merge3(base, '1\n2\n6\n', '1\n2\n3\nnew\n4\n5\n6\n').conflicts.length, 1);
  });

  it('is the side that changed something when only one did', () => {
    fc.assert(
      fc.property(textAndChanged, ([a, b]) => {
        assert.equal(merge3(a, a, b).text, b);
        assert.equal(merge3(a, b, a).text, b);
        assert.equal(merge3(a, b, b).text, b);
        for (const merge of [merge3(a, a, b), merge3(a, b, a), merge3(a, b, b)]) {
          assert.deepEqual(merge.conflicts, []);
        }
      }),
    );
  });

  const three = fc
    .tuple(textAndChanged, textAndChanged, text)
    .map(([[a, b], [, other], any]) => [a, b, other, any]);

  it('leads from the current text to the merged one by hunks of which each can be left out', () => {
    fc.assert(
      fc.property(three, fc.infiniteStream(fc.boolean()), ([a = '', b = '', c = ''], choices) => {
        const { text: merged, diff } = merge3(a, b, c);
        const hunks = hunksOfDiff(diff);
        assert.equal(applyHunks(b, hunks, new Set(hunks.map(({ id }) => id))), merged);
        assert.equal(applyHunks(b, hunks, new Set()), b);
        const some = new Set(hunks.filter(() => choices.next().value).map(({ id }) => id));
        applyHunks(b, hunks, some);
      }),
    );
  });

  it('is the same whoever is the current one, when there is no conflict', () => {
    // Both change some of the same lines, each by its own edits.
    const lines = fc.array(fc.constantFrom('a\n', 'b\n', 'c\n', 'd\r\n', 'e\r'), {
      minLength: 4,
      maxLength: 30,
    });
    const edits = fc.array(
      fc.tuple(fc.nat(29), fc.nat(2), fc.array(fc.constantFrom('x\n', 'y\r\n', 'a\n'), { maxLength: 2 })),
      {
        maxLength: 3,
      },
    );
    let clean = 0;
    fc.assert(
      fc.property(lines, edits, edits, (all, mine, theirs) => {
        const changed = (by: typeof mine): string =>
          by
            .reduce<readonly string[]>((each, [at, count, added]) => each.toSpliced(at, count, ...added), all)
            .join('');
        const [a, b, c] = [all.join(''), changed(mine), changed(theirs)];
        const one = merge3(a, b, c);
        const other = merge3(a, c, b);
        assert.equal(one.conflicts.length, other.conflicts.length);
        if (one.conflicts.length > 0) return;
        clean += 1;
        assert.equal(one.text, other.text);
      }),
    );
    assert.ok(clean > 10);
  });
});
