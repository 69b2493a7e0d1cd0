import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Change, diffLines } from '../../../src/review/diffLines';
import { text, textAndChanged } from './textArbitrary';

/** What a diff says the new text is. */
function applied(oldText: string, newText: string): string {
  const { oldLines, newLines, changes } = diffLines(oldText, newText);
  const out: string[] = [];
  let at = 0;
  for (const { oldStart, oldEnd, newStart, newEnd } of changes) {
    out.push(...oldLines.slice(at, oldStart), ...newLines.slice(newStart, newEnd));
    at = oldEnd;
  }
  return [...out, ...oldLines.slice(at)].join('');
}

/** How few lines can be removed and added: the plain algorithm, in quadratic time. */
function fewest(oldLines: readonly string[], newLines: readonly string[]): number {
  let row = newLines.map((_, at) => at + 1);
  row.unshift(0);
  oldLines.forEach((line, oldAt) => {
    const next = [oldAt + 1];
    newLines.forEach((other, newAt) => {
      next.push(line === other ? (row[newAt] ?? 0) : 1 + Math.min(row[newAt + 1] ?? 0, next[newAt] ?? 0));
    });
    row = next;
  });
  return row.at(-1) ?? 0;
}

const size = (changes: readonly Change[]): number =>
  changes.reduce((sum, each) => sum + each.oldEnd - each.oldStart + each.newEnd - each.newStart, 0);

describe('diffLines', () => {
  it('leads from any text to any other', () => {
    fc.assert(fc.property(text, text, (a, b) => assert.equal(applied(a, b), b)));
    fc.assert(
      fc.property(textAndChanged, ([a, b]) => assert.equal(applied(a, b), b)),
      { numRuns: 500 },
    );
  });

  it('leaves an unchanged line between two changes', () => {
    fc.assert(
      fc.property(textAndChanged, ([a, b]) => {
        const { changes } = diffLines(a, b);
        changes.forEach(({ oldStart, oldEnd, newStart, newEnd }, at) => {
          assert.ok(oldEnd > oldStart || newEnd > newStart);
          const before = changes[at - 1];
          if (before === undefined) return;
          assert.ok(oldStart > before.oldEnd);
          assert.equal(oldStart - before.oldEnd, newStart - before.newEnd);
        });
      }),
    );
  });

  it('is as small as can be where no line is unique', () => {
    const lines = fc.array(fc.constantFrom('a\n', 'b\n', 'c\n'), { maxLength: 40 });
    const twice = (each: readonly string[]): readonly string[] => [
      'a\n',
      'b\n',
      'c\n',
      ...each,
      'a\n',
      'b\n',
      'c\n',
    ];
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        const [oldLines, newLines] = [twice(a), twice(b)];
        const { changes } = diffLines(oldLines.join(''), newLines.join(''));
        assert.equal(size(changes), fewest(oldLines, newLines));
      }),
      { numRuns: 500 },
    );
  });

  it('sees a function that was added between two others as one change', () => {
    const body = (name: string): string => `function ${name}() {\n  return 1;\n}\n\n`;
    const { changes } = diffLines(body('a') + body('c'), body('a') + body('b') + body('c'));
    assert.deepEqual(changes, [{ oldStart: 4, oldEnd: 4, newStart: 4, newEnd: 8 }]);
  });

  it('sees a line end that changed as a change of its line', () => {
    assert.deepEqual(diffLines('a\nb', 'a\nb\n').changes, [
      { oldStart: 1, oldEnd: 2, newStart: 1, newEnd: 2 },
    ]);
    assert.deepEqual(diffLines('a\r\nb\n', 'a\nb\n').changes, [
      { oldStart: 0, oldEnd: 1, newStart: 0, newEnd: 1 },
    ]);
  });

  it('bounds its work on long texts that have much and yet nothing in common', () => {
    // No line is unique and no two neighbours are the same in both: the worst for an algorithm in O(ND).
    const long = (factor: number): string =>
      Array.from({ length: 50_000 }, (_, at) => `${(at * factor) % 997}\n`).join('');
    const a = long(7919);
    const b = long(104_729);
    const started = performance.now();
    assert.equal(applied(a, b), b);
    assert.ok(performance.now() - started < 5000);
  });
});
