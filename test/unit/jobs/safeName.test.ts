import assert from 'node:assert/strict';
import path from 'node:path';
import fc from 'fast-check';
import { safeName } from '../../../src/jobs/safeName';
import { createTakenNames } from '../../../src/jobs/takenNames';

const accepted: readonly (readonly [given: string, path: string])[] = [
  ['a.txt', 'a.txt'],
  ['./a/./b//c/', 'a/b/c'],
  ['.env', '.env'],
  ['.git/config', '.git/config'],
  ['a/...b', 'a/...b'],
  ['..a/b..c', '..a/b..c'],
  ['src/שלום/日本語/é 👩‍👩‍👧.ts', 'src/שלום/日本語/é 👩‍👩‍👧.ts'],
  ['console.log', 'console.log'],
  ['com10', 'com10'],
  ['community/lpt.txt', 'community/lpt.txt'],
  ['file.~1~', 'file.~1~'],
  ['notes~', 'notes~'],
  ['what?*"<>|.txt', 'what?*"<>|.txt'],
];

const piece = fc.oneof(
  fc.constantFrom(
    '..',
    '.',
    '',
    'a',
    '/',
    '\\',
    'C:',
    'con',
    'nul.txt',
    'x.',
    'y ',
    '~',
    'GIT~1',
    '\0',
    '\u202e',
  ),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const anyPath = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('/'));

describe('safeName', () => {
  for (const [given, expected] of accepted) {
    it(`takes ${JSON.stringify(given)}`, () => assert.deepEqual(safeName(given), { path: expected }));
  }

  it('takes nothing that leads out of a folder on any system, or means something else there', () => {
    fc.assert(
      fc.property(anyPath, (given) => {
        const judged = safeName(given);
        if ('reason' in judged) return;
        for (const [flavor, root] of [
          [path.posix, '/home/me/shop'],
          [path.win32, 'C:\\Users\\me\\shop'],
        ] as const) {
          const place = flavor.resolve(root, judged.path);
          assert.ok(place.startsWith(root + flavor.sep), place);
          assert.equal(flavor.relative(root, place).replaceAll('\\', '/'), judged.path);
        }
        assert.deepEqual(safeName(judged.path), judged);
      }),
      { numRuns: 3000 },
    );
  });

  it('judges a path of megabytes at once', () => {
    const started = performance.now();
    assert.deepEqual(safeName('../'.repeat(2_000_000)), { reason: 'longName' });
    assert.ok(performance.now() - started < 100);
  });
});

describe('taken names', () => {
  it('may share their folders, and a folder may come before or after what is in it', () => {
    const names = createTakenNames();
    for (const [name, kind] of [
      ['a/b/c', 'file'],
      ['a', 'folder'],
      ['a/b', 'folder'],
      ['a/b/d', 'file'],
      ['a', 'folder'],
    ] as const)
      assert.equal(names.take(name, kind), undefined, name);
  });

  it('leave nothing of what they refuse', () => {
    const names = createTakenNames();
    assert.equal(names.take('a/b', 'file'), undefined);
    assert.equal(names.take('A/x', 'file'), 'sameLetters');
    assert.equal(names.take('a/b/c/d', 'file'), 'fileAndFolder');
    assert.equal(names.take('a/x', 'file'), undefined);
  });
});
