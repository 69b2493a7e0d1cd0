import assert from 'node:assert/strict';
import { lineSuffix } from '../../../src/util/lineSuffix';

describe('lineSuffix', () => {
  it('takes lines off a name', () => {
    assert.deepEqual(lineSuffix('cart.ts:10-20'), { name: 'cart.ts', lines: { first: 10, last: 20 } });
    assert.deepEqual(lineSuffix('src/cart.ts:7'), { name: 'src/cart.ts', lines: { first: 7, last: 7 } });
    assert.deepEqual(lineSuffix('cart.ts:20-10'), { name: 'cart.ts', lines: { first: 10, last: 20 } });
  });

  it('takes what is half typed for as much as it says', () => {
    assert.deepEqual(lineSuffix('cart.ts:'), { name: 'cart.ts' });
    assert.deepEqual(lineSuffix('cart.ts:1-'), { name: 'cart.ts', lines: { first: 1, last: 1 } });
    assert.deepEqual(lineSuffix('cart.ts:0'), { name: 'cart.ts' });
  });

  it('leaves other names alone', () => {
    for (const name of ['cart.ts', '', ':10', 'a:b', 'cart.ts:10:20x', 'a:1-b'])
      assert.deepEqual(lineSuffix(name), { name });
  });
});
