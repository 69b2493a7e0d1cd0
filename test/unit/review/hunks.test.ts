import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyHunks, hunksOf, lineCounts } from '../../../src/review/hunks';
import { splitLines } from '../../../src/review/splitLines';
import { textAndChanged } from './textArbitrary';

const options = fc.record({ context: fc.nat(4), joinWithin: fc.nat(4) });

describe('hunks', () => {
  it('make the new text when all are accepted, and leave the old one when none is', () => {
    fc.assert(
      fc.property(textAndChanged, options, ([a, b], chosen) => {
        const hunks = hunksOf(a, b, chosen);
        assert.equal(applyHunks(a, hunks, new Set(hunks.map(({ id }) => id))), b);
        assert.equal(applyHunks(a, hunks, new Set()), a);
      }),
      { numRuns: 500 },
    );
  });

  it('change only their own lines when some are accepted', () => {
    fc.assert(
      fc.property(textAndChanged, fc.infiniteStream(fc.boolean()), ([a, b], choices) => {
        const hunks = hunksOf(a, b);
        const accepted = new Set(hunks.filter(() => choices.next().value).map(({ id }) => id));
        const lines = [...splitLines(a)];
        const newLines = splitLines(b);
        for (const { id, oldStart, oldEnd, newStart, newEnd } of hunks.toReversed()) {
          if (accepted.has(id))
            lines.splice(oldStart, oldEnd - oldStart, ...newLines.slice(newStart, newEnd));
        }
        assert.equal(applyHunks(a, hunks, accepted), lines.join(''));
        // What was rejected is what is left to do.
        const left = hunksOf(applyHunks(a, hunks, accepted), b);
        assert.equal(applyHunks(applyHunks(a, hunks, accepted), left, new Set(left.map(({ id }) => id))), b);
      }),
      { numRuns: 500 },
    );
  });

  it('show the lines around them, and what was removed before what was added', () => {
    const [hunk, ...others] = hunksOf('1\n2\n3\n4\n5\n6\n7\n', '1\n2\n3\nfour\n5\n6\n7\n', { context: 2 });
    assert.deepEqual(others, []);
    assert.deepEqual(
      hunk?.lines.map(({ kind, text }) => `${kind} ${text.trim()}`),
      ['context 2', 'context 3', 'removed 4', 'added four', 'context 5', 'context 6'],
    );
    assert.deepEqual(lineCounts(hunksOf('1\n2\n', '2\n3\n4\n')), { added: 2, removed: 1 });
  });

  it('are one when they are near, and several when they are not', () => {
    const a = '1\n2\n3\n4\n5\n';
    assert.equal(hunksOf(a, 'x\n2\ny\n4\n5\n').length, 1);
    assert.equal(hunksOf(a, 'x\n2\n3\n4\ny\n').length, 2);
    assert.equal(hunksOf(a, 'x\n2\ny\n4\n5\n', { joinWithin: 0 }).length, 2);
  });

  it('keep their ids when other parts of the file change, and have different ones', () => {
    const a = 'one\n\ntwo\n\nthree\n\ntwo\n';
    const b = 'one\n\n2\n\nthree\n\n2\n';
    const ids = hunksOf(a, b).map(({ id }) => id);
    assert.equal(new Set(ids).size, 2);
    assert.deepEqual(
      hunksOf(`above\n${a}below\n`, `above\n${b}below\n`).map(({ id }) => id),
      ids,
    );
    assert.notEqual(ids[0], hunksOf(a, b.replaceAll('2', '3'))[0]?.id);
  });
});
