import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findPatterns, type Pattern } from '../../../src/review/findPatterns';
import { lineStartsOf } from '../../../src/review/lineStarts';
import { mostCounted } from '../../../src/review/search';

/** All places, one pattern after the other. */
function plainly(text: string, { text: wanted, all }: Pattern): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + (all ? wanted.length : 1))) {
    places.push(at);
  }
  return all ? places : places.slice(0, mostCounted + 1);
}

describe('findPatterns', () => {
  const letters = fc.constantFrom('a', 'b', ' ', '\n', 'é', '漢', '😀', 'a long line\nand another\n');
  const someText = fc.string({ unit: letters, maxLength: 300 });
  /** Pieces of the text, and others, of many lengths. */
  const textAndPatterns = someText.chain((text) =>
    fc.tuple(
      fc.constant(text),
      fc.array(
        fc.record({
          text: fc.oneof(
            fc.string({ unit: letters, minLength: 1, maxLength: 20 }),
            fc
              .tuple(fc.nat(600), fc.integer({ min: 1, max: 60 }))
              .map(([start, length]) => text.slice(start, start + length) || 'a'),
          ),
          all: fc.boolean(),
        }),
        { maxLength: 80 },
      ),
    ),
  );

  it('finds what is found one by one, however many there are', () => {
    fc.assert(
      fc.property(textAndPatterns, fc.boolean(), ([text, patterns], byLines) => {
        assert.deepEqual(
          findPatterns(text, patterns, byLines ? lineStartsOf(text) : undefined),
          patterns.map((pattern) => plainly(text, pattern)),
        );
      }),
      { numRuns: 500 },
    );
  });

  for (const length of [1, 2, 3, 4, 7, 8, 15, 16, 40]) {
    it(`finds a hundred patterns of ${length} characters`, () => {
      const text = Array.from({ length: 2000 }, (_, at) => `${(at * 7919) % 2003} `).join('');
      const patterns = Array.from({ length: 100 }, (_, at): Pattern => ({
        text: at % 3 === 0 ? `${at}`.padEnd(length, 'x') : text.slice(at * 50, at * 50 + length),
        all: at % 2 === 0,
      }));
      assert.deepEqual(
        findPatterns(text, patterns),
        patterns.map((pattern) => plainly(text, pattern)),
      );
    });
  }

  it('finds many patterns by lines of which many are alike', () => {
    const rows = Array.from(
      { length: 3000 },
      (_, at) => `  { id: ${at % 1500}, name: "a name that is common" },`,
    );
    const text = `${rows.join('\n')}\n`;
    const patterns = rows.map((_, at) => ({ text: rows.slice(at, at + 3).join('\n'), all: at % 2 === 0 }));
    assert.deepEqual(
      findPatterns(text, patterns, lineStartsOf(text)),
      patterns.map((pattern) => plainly(text, pattern)),
    );
  });

  it('ends on texts in which everything is nearly everywhere', () => {
    const text = `${'ab'.repeat(40_000)}c`.repeat(3);
    const patterns = Array.from({ length: 40 }, (_, at) => ({
      text: `${'ab'.repeat(20 + at)}d`,
      all: false,
    }));
    patterns.push({ text: 'ab'.repeat(30), all: true }, { text: 'ab'.repeat(31), all: false });
    const started = performance.now();
    assert.deepEqual(
      findPatterns(text, patterns),
      patterns.map((pattern) => plainly(text, pattern)),
    );
    assert.ok(performance.now() - started < 5000);
  });
});
