import assert from 'node:assert/strict';
import type { ChangeSet, Content } from '../../../src/review/changeSet';
import { decide } from '../../../src/review/decide';
import { decisionsInWords } from '../../../src/review/decisionsInWords';
import { sizeInWords } from '../../../src/review/lineCountsOf';
import { proposeFile, type ProposedFile } from '../../../src/review/proposeFile';
import { rebaseFile } from '../../../src/review/rebaseFile';

const text = (each: string): Content => ({ kind: 'text', text: each });
const setOf = (...files: readonly ProposedFile[]): ChangeSet =>
  files.reduce(proposeFile, { id: 's', origin: { kind: 'inlineEdit', id: 'i' }, files: [] });
const lines = Array.from({ length: 30 }, (_, at) => `line ${at + 1}\n`);
const whole = lines.join('');
const proposed = whole
  .replace('line 3\n', 'line three\nand more\n')
  .replace('line 10\n', '')
  .replace('line 20\n', 'line twenty\n');
const set = setOf(
  { path: 'src/a.ts', before: text(whole), after: text(proposed) },
  { path: 'src/new.ts', before: undefined, after: text('one\ntwo') },
  { path: 'src/b.ts', oldPath: 'src/c.ts', before: text('x\n'), after: text('x\n') },
  { path: 'icon.png', before: { kind: 'binary', hash: '1', size: 1 }, after: undefined },
);
const hunk = (at: number): string => set.files[0]?.hunks[at]?.id ?? '';

describe('a change set in words', () => {
  it('is its size for the person', () => {
    assert.equal(sizeInWords(set), '4 files, +5 −3');
    assert.equal(sizeInWords(setOf({ path: 'a', before: text('a'), after: undefined })), '1 file, +0 −1');
    assert.equal(sizeInWords({ ...set, files: set.files.slice(3) }), '1 file');
  });

  it('is what was decided for the model, with the line numbers that the file has now', () => {
    const decided = [
      [{ path: 'src/a.ts', part: hunk(0) }, 'accepted'],
      [{ path: 'src/a.ts', part: hunk(1) }, 'accepted'],
      [{ path: 'src/a.ts', part: hunk(2) }, 'rejected'],
      [{ path: 'src/new.ts' }, 'accepted'],
      [{ path: 'src/b.ts' }, 'rejected'],
    ] as const;
    assert.equal(
      decisionsInWords(decided.reduce((each, [target, decision]) => decide(each, target, decision), set)),
      `6 changes: 3 accepted, 2 rejected, 1 not decided yet.
src/a.ts
- accepted, lines 3 to 4: line three
- accepted, before line 11: line 10
- rejected, line 20: line twenty
src/new.ts (added): accepted
src/b.ts (renamed from src/c.ts): rejected
icon.png (deleted): not decided yet`,
    );
  });

  it('tells of conflicts, and of what was decided before the person went on writing', () => {
    const decided = decide(set, { path: 'src/a.ts', part: hunk(0) }, 'rejected');
    const files = decided.files
      .slice(0, 1)
      .map((file) => rebaseFile(file, text(`above\n${whole.replace('line 20\n', 'my line 20\n')}`)));
    assert.equal(
      decisionsInWords({ ...decided, files }),
      `3 changes: 0 accepted, 1 rejected, 2 not decided yet.
src/a.ts
- rejected, line 3: line three
- not decided yet, line 11: line 10
- not decided yet, in conflict with what the person changed, line 21: line twenty`,
    );
  });

  it('quotes and names only so much', () => {
    const rows = (word: string): Content =>
      text(Array.from({ length: 500 }, (_, at) => `row ${at}\n\n${word}\n\n`).join(''));
    const words = decisionsInWords(setOf({ path: 'a', before: rows('x'), after: rows('y'.repeat(500)) }));
    assert.ok(words.length < 6000);
    assert.match(words, /- and 460 more$/);
  });
});
