import assert from 'node:assert/strict';
import { namedPaths } from '../../../src/review/namedPaths';

describe('namedPaths', () => {
  const paths = (info: string, before = ''): readonly string[] =>
    namedPaths(info, before).map(({ path, isPlain }) => (isPlain ? path : `? ${path}`));

  it('reads what stands behind the fence', () => {
    assert.deepEqual(paths('ts src/cart.ts'), ['src/cart.ts']);
    assert.deepEqual(paths('ts:src/cart.ts'), ['src/cart.ts']);
    assert.deepEqual(paths('src/cart.ts'), ['src/cart.ts']);
    assert.deepEqual(paths('ts title="my folder/cart.ts"'), []);
    assert.deepEqual(paths('ts title="src/cart.ts" {1,3}'), ['src/cart.ts']);
    assert.deepEqual(paths('js {file=web/app.js}'), ['web/app.js']);
    assert.deepEqual(paths('ts src/cart.ts:10-20'), ['src/cart.ts']);
    assert.deepEqual(paths('dockerfile Dockerfile'), ['Dockerfile']);
    assert.deepEqual(paths('objective-c++'), []);
  });

  it('reads the line in front of it', () => {
    assert.deepEqual(paths('ts', '**src/cart.ts**'), ['src/cart.ts']);
    assert.deepEqual(paths('ts', '### `src/cart.ts`:'), ['src/cart.ts']);
    assert.deepEqual(paths('ts', '1. ./src/cart.ts'), ['src/cart.ts']);
    assert.deepEqual(paths('ts', 'Change `total` in `src/cart.ts` to this:'), ['? src/cart.ts']);
    assert.deepEqual(paths('ts', 'Change src/cart.ts, and leave formatPrice.ts alone:'), [
      '? formatPrice.ts',
      '? src/cart.ts',
    ]);
  });

  it('finds none in what is no path', () => {
    assert.deepEqual(paths('', 'See https://example.com/a.html for more.'), []);
    assert.deepEqual(paths('', 'Here it is...'), []);
    assert.deepEqual(paths('{1,3-5}', ''), []);
  });
});
