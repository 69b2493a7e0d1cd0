import assert from 'node:assert/strict';
import { boundedDiff, type ChangedFile } from '../../../src/session/boundedDiff';

const header = 'diff --git a/x b/x\nindex 1..2 100644\n--- a/x\n+++ b/x\n';
const changed = (file: string, hunks: string, what = 'modified'): ChangedFile => ({
  file,
  what,
  diff: `${header}${hunks}\n`,
});

describe('a bounded diff', () => {
  it('has a heading for each file, and its hunks', () => {
    assert.equal(
      boundedDiff([changed('a.ts', '@@ -1,2 +1,2 @@ function\n one\n-two\n+2')], 1000),
      '=== a.ts (modified, +1 −1)\n@@ -1,2 +1,2 @@ function\n one\n-two\n+2',
    );
  });

  it('gives lines their numbers in the file as it is now', () => {
    const hunks =
      '@@ -1,2 +1,2 @@\n one\n-two\n+2\n@@ -10 +12,2 @@\n ten\n+eleven\n\\ No newline at end of file';
    assert.equal(
      boundedDiff([changed('a.ts', hunks)], 1000, true),
      [
        '=== a.ts (modified, +2 −1)',
        '@@',
        '    1  one',
        '      -two',
        '    2 +2',
        '@@',
        '   12  ten',
        '   13 +eleven',
        '      \\ No newline at end of file',
      ].join('\n'),
    );
  });

  it('only counts what programs write, and names what is no text, renamed or of another mode', () => {
    const files: readonly ChangedFile[] = [
      changed('package-lock.json', '@@ -1 +1,2 @@\n-a\n+b\n+c'),
      { file: 'logo.png', what: 'modified', diff: 'Binary files a/logo.png and b/logo.png differ\n' },
      { file: 'new.ts', formerly: 'old.ts', what: 'renamed', diff: 'similarity index 100%\n' },
      { file: 'run.sh', what: 'modified', diff: 'old mode 100644\nnew mode 100755\n' },
    ];
    assert.equal(
      boundedDiff(files, 1000),
      [
        '=== package-lock.json (modified, lock file, +2 −1, not shown)',
        '=== logo.png (modified, not text)',
        '=== old.ts to new.ts (renamed)',
        '=== run.sh (modified)',
        'old mode 100644',
        'new mode 100755',
      ].join('\n'),
    );
  });

  it('keeps small changes whole and cuts the long ones, each the same', () => {
    const long = (name: string): ChangedFile =>
      changed(name, `@@ -0,0 +1,500 @@\n${'+a line of code\n'.repeat(500).trimEnd()}`);
    const text = boundedDiff([long('b.ts'), changed('a.ts', '@@ -1 +1 @@\n-x\n+y'), long('c.ts')], 4000);
    assert.ok(text.length < 4300, String(text.length));
    assert.ok(text.includes('=== a.ts (modified, +1 −1)\n@@ -1 +1 @@\n-x\n+y\n'));
    const cut = [...text.matchAll(/… (\d+) more lines of this file/g)].map(([, lines]) => Number(lines));
    assert.equal(cut.length, 2);
    assert.ok(Math.abs((cut[0] ?? 0) - (cut[1] ?? 0)) <= 1, cut.join());
  });
});
