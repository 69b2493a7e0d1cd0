import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../../src/review/applyEdits';
import type { Edit, EditOutcome } from '../../../src/review/edit';
import { splitLines } from '../../../src/review/splitLines';
import { line, text } from './textArbitrary';

const withLineFeeds = (each: string): string => each.replace(/\r\n?/g, '\n');

/** A lone `\r` becomes one line end with a `\n` when what was between them is taken away; that is not tested. */
const withoutLoneReturns = (each: string): string => each.replace(/\r(?!\n)/g, '\n');

/** A text with edits of pieces of it, of other texts, and of pieces with other white space. */
const textAndEdits = text.chain((marked) => {
  const whole = marked.replace('\uFEFF', '');
  const piece = fc
    .tuple(fc.nat(whole.length), fc.integer({ min: 1, max: 25 }))
    .map(([start, length]) => withLineFeeds(whole.slice(start, start + length)));
  const lines = fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 6 })).map(([start, count]) =>
    withLineFeeds(
      splitLines(whole)
        .slice(start, start + count)
        .join(''),
    ),
  );
  const oldText = fc.oneof(
    piece,
    lines,
    line,
    lines.map((each) => each.replace(/^/gm, '  ')),
    lines.map((each) => each.replace(/^[ \t]+/gm, '').replace(/$/gm, ' ')),
  );
  const newText = fc.oneof(
    lines,
    piece,
    fc.array(line, { maxLength: 5 }).map((each) => each.join('\n')),
  );
  const edit: fc.Arbitrary<Edit> = fc.record({ oldText, newText, replaceAll: fc.boolean() });
  return fc.tuple(fc.constant(marked), fc.array(edit, { maxLength: 8 }));
});

const replacementsOf = ({ results }: EditOutcome) =>
  results.flatMap((result) => (result.applied ? result.replacements : [])).sort((a, b) => a.start - b.start);

describe('applyEdits, any edits of any text', () => {
  it('changes nothing but what it says that it replaced', () => {
    fc.assert(
      fc.property(textAndEdits, ([whole, edits]) => {
        const outcome = applyEdits(whole, edits);
        let kept = 0;
        let made = '';
        for (const { start, end, text: put } of replacementsOf(outcome)) {
          assert.ok(start >= kept && end >= start);
          made += whole.slice(kept, start) + put;
          kept = end;
        }
        assert.equal(outcome.text, made + whole.slice(kept));
        assert.equal(outcome.results.length, edits.length);
        assert.equal(outcome.text.startsWith('\uFEFF'), whole.startsWith('\uFEFF'));
      }),
      { numRuns: 2000 },
    );
  });

  it('writes an only place of the old text as it is told to, line ends aside', () => {
    fc.assert(
      fc.property(textAndEdits, ([any, edits]) => {
        const whole = withoutLoneReturns(any);
        const plain = withLineFeeds(whole).replace('\uFEFF', '');
        const { oldText, newText } = edits[0] ?? { oldText: 'a', newText: 'b' };
        const parts = plain.split(oldText);
        if (oldText === '' || oldText === newText || plain.indexOf(oldText) !== plain.lastIndexOf(oldText))
          return;
        if (parts.length !== 2) return;
        const { results, text: after } = applyEdits(whole, [{ oldText, newText }]);
        assert.ok(results[0]?.applied === true && results[0].match === 'exact');
        let expected = parts.join(newText);
        const isEnd = parts[1] === '' && oldText.endsWith('\n') && `${newText}\n` !== oldText;
        if (isEnd && newText !== '' && !newText.endsWith('\n')) expected += '\n';
        assert.equal(withLineFeeds(after).replace('\uFEFF', ''), expected);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps the bytes of lines that an edit leaves as they are', () => {
    fc.assert(
      fc.property(textAndEdits, fc.nat(30), ([whole], at) => {
        const lines = splitLines(whole.replace('\uFEFF', ''));
        const picked = lines.slice(at, at + 5);
        const oldText = withLineFeeds(picked.join(''));
        const newText = oldText.replace(/^a$/m, 'a new line\nand another');
        const { results, text: after } = applyEdits(lines.join(''), [{ oldText, newText }]);
        if (results[0]?.applied !== true) return;
        const place = picked.findIndex((each) => withLineFeeds(each).replace('\n', '') === 'a');
        const kept = [...lines.slice(0, at + place), ...lines.slice(at + place + 1)];
        const now = splitLines(after);
        assert.deepEqual([...now.slice(0, at + place), ...now.slice(at + place + 2)], kept);
      }),
      { numRuns: 2000 },
    );
  });

  it('tells the lines in which the new text is', () => {
    fc.assert(
      fc.property(textAndEdits, ([any, edits]) => {
        const whole = withoutLoneReturns(any);
        const outcome = applyEdits(whole, edits);
        const lines = splitLines(outcome.text);
        const starts = [0];
        for (const each of lines) starts.push((starts.at(-1) ?? 0) + each.length);
        let moved = 0;
        for (const { start, end, text: put, after } of replacementsOf(outcome)) {
          if (put !== '') {
            const now = start + moved;
            const first = starts.findLastIndex((each) => each <= now);
            const last = starts.findLastIndex((each) => each <= now + put.length - 1);
            assert.deepEqual(after, { first: first + 1, last: last + 1 });
          }
          moved += put.length - (end - start);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
