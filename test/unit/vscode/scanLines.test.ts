import assert from 'node:assert/strict';
import type { TextQuery } from '../../../src/tools/ports';
import { isToolError } from '../../../src/util/toolError';
import { scanLines } from '../../../src/vscode/tools/scanLines';

const text = 'Alpha\nbeta alphabet\n(gamma)\nalpha';
const scan = (query: Partial<TextQuery>, searched = text) => {
  const { items, cut } = scanLines(searched, {
    pattern: 'alpha',
    isRegex: true,
    caseSensitive: false,
    wholeWords: false,
    context: 0,
    most: 100,
    ...query,
  });
  return { lines: items.map(({ line, isMatch }) => (isMatch ? line : -line)), cut };
};

describe('scanLines', () => {
  it('finds lines as ripgrep would', () => {
    assert.deepEqual(scan({}).lines, [1, 2, 4]);
    assert.deepEqual(scan({ caseSensitive: true }).lines, [2, 4]);
    assert.deepEqual(scan({ wholeWords: true }).lines, [1, 4]);
    assert.deepEqual(scan({ pattern: '(gamma)', isRegex: false }).lines, [3]);
    assert.deepEqual(scan({ pattern: 'a$' }).lines, [1, 4]);
    assert.deepEqual(scan({ pattern: 'gamma', context: 1 }).lines, [-2, 3, -4]);
  });

  it('stops at as many as are wanted', () => {
    assert.deepEqual(scan({ most: 2 }), { lines: [1, 2], cut: true });
    assert.deepEqual(scan({ most: 3 }), { lines: [1, 2, 4], cut: false });
    assert.deepEqual(scan({ most: 0 }), { lines: [], cut: true });
  });

  it('says what is wrong with a pattern, and does not wait for one without end', () => {
    assert.throws(
      () => scan({ pattern: '(' }),
      (error) => isToolError(error) && /Invalid regular expression/.test(error.message),
    );
    assert.throws(
      () => scan({ pattern: '^(a+)+$' }, `${'a'.repeat(40)}!`),
      (error) => isToolError(error) && /takes too long/.test(error.message),
    );
  });
});
