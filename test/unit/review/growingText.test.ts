import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { growingText } from '../../../src/review/growingText';

const old = 'one\ntwo {\n  2\n}\nthree {\n  3\n}\nfour';

describe('a text that grows in place of another', () => {
  const table: readonly (readonly [name: string, soFar: string, shown: string])[] = [
    ['is the old one before it begins', '', old],
    ['leaves what is the same', 'one\ntwo {', old],
    ['has a changed line in the place of the old one', 'one\ntwo {\n  TWO', old.replace('  2', '  TWO')],
    [
      'has more lines only when the old ones go on after them',
      'one\nmore\ntwo {',
      old.replace('one', 'one\nmore'),
    ],
    ['takes lines away when a later one comes', 'one\nthree {', 'one\nthree {\n  3\n}\nfour'],
    ['does not jump to a brace far away', 'one\nx\n}', 'one\nx\n}\nthree {\n  3\n}\nfour'],
    ['is the new one at the end', `${old}\nfive`, `${old}\nfive`],
  ];
  for (const [name, soFar, shown] of table) {
    it(name, () => assert.equal(growingText(old, soFar), shown));
  }

  it('begins with all that has come, and goes on with an end of the old one', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'cc', '}', ''), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        const shown = growingText(a.join('\n'), b.join('\n')).split('\n');
        if (b.join('\n') === '') return;
        assert.deepEqual(shown.slice(0, b.length), b);
        const rest = shown.slice(b.length);
        assert.deepEqual(rest, rest.length === 0 ? [] : a.slice(-rest.length));
      }),
    );
  });
});
