import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fuzzyScore } from '../../../src/util/fuzzyScore';

const paths = [
  'src/cart.ts',
  'src/checkout/category.ts',
  'docs/cartography.md',
  'src/formatPrice.ts',
  'README.md',
];
const best = (typed: string): readonly string[] =>
  paths
    .flatMap((path) => {
      const score = fuzzyScore(path, typed);
      return score === undefined ? [] : [{ path, score }];
    })
    .sort((a, b) => b.score - a.score)
    .map(({ path }) => path);

describe('fuzzyScore', () => {
  it('puts the name that begins with the letters first', () => {
    assert.equal(best('cart')[0], 'src/cart.ts');
    assert.equal(best('docs/c')[0], 'docs/cartography.md');
  });

  it('finds the humps of a name and letters with gaps, in any case', () => {
    assert.equal(best('fp')[0], 'src/formatPrice.ts');
    assert.equal(best('rdm')[0], 'README.md');
  });

  it('finds nothing when a letter is missing or out of order', () => {
    assert.deepEqual(best('zebra'), []);
    assert.equal(fuzzyScore('ab', 'ba'), undefined);
  });

  it('matches exactly the paths that hold the letters in order', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'A', '/', '.')).map((letters) => letters.join(''));
    fc.assert(
      fc.property(text, text, (path, typed) => {
        const pattern = new RegExp(
          Array.from(typed, (letter) => letter.replace('.', String.raw`\.`)).join('.*'),
          'i',
        );
        assert.equal(fuzzyScore(path, typed) !== undefined, pattern.test(path));
      }),
    );
  });
});
