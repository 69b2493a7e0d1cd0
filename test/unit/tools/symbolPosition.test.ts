import assert from 'node:assert/strict';
import { lastName, occurrences, onLine } from '../../../src/tools/symbolPosition';

describe('the position of a symbol', () => {
  it('is looked for by the last name of what the model wrote', () => {
    const written = [
      ['total', 'total'],
      ['Cart.total', 'total'],
      ['total()', 'total'],
      ['Cart.total(cart: Cart)', 'total'],
      ['Shop::total', 'total'],
      ['Cart#total', 'total'],
      ['#secret', 'secret'],
      ['function total', 'total'],
      ['$scope', '$scope'],
    ] as const;
    for (const [symbol, name] of written) assert.equal(lastName(symbol), name, symbol);
  });

  it('is a whole word, whatever the line ends and letters', () => {
    const text = 'subtotal totals\r\n a total; total_ $total\rélan total\n';
    assert.deepEqual(occurrences(text, 'total'), [
      { line: 2, column: 3 },
      { line: 3, column: 5 },
    ]);
    assert.deepEqual(occurrences('é lané', 'lan'), []);
    assert.deepEqual(occurrences('a+b a.b', 'a.b'), [{ line: 1, column: 4 }]);
    assert.deepEqual(occurrences('x', ''), []);
  });

  it('is on the line, or on the nearest that is near', () => {
    const places = [2, 10, 10, 14].map((line, column) => ({ line, column }));
    assert.deepEqual(onLine(places, 10), places.slice(1, 3));
    assert.deepEqual(onLine(places, 12), places.slice(1));
    assert.deepEqual(onLine(places, 6), []);
    assert.deepEqual(onLine([], 6), []);
  });
});
