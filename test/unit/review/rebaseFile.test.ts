import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Content, decisionOf, type FileChange, partsOf, wholeFile } from '../../../src/review/changeSet';
import { decideFile } from '../../../src/review/decide';
import { outcomeOf } from '../../../src/review/outcome';
import { createFileChange } from '../../../src/review/proposeFile';
import { rebaseFile } from '../../../src/review/rebaseFile';
import { textAndChanged } from './textArbitrary';

const text = (each: string): Content => ({ kind: 'text', text: each });
const ten = '1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n';
const proposal = ten.replace('2\n', 'two\n').replace('9\n', 'nine\n');
const file = createFileChange({ path: 'a', before: text(ten), after: text(proposal) });
const [first = '', second = ''] = partsOf(file);

const accepted = (each: FileChange): Content | undefined =>
  outcomeOf(decideFile(each, undefined, 'accepted')).content;
const conflicts = (each: FileChange): readonly string[] => each.conflicts.map(({ kind }) => kind);

describe('rebaseFile', () => {
  it('leaves a change alone whose file is as it was, with what was accepted', () => {
    assert.equal(rebaseFile(file, text(ten)), file);
    const decided = decideFile(file, first, 'accepted');
    assert.equal(rebaseFile(decided, text(ten.replace('2\n', 'two\n'))), decided);
  });

  it('carries a proposal over to what the person wrote elsewhere', () => {
    const rebased = rebaseFile(file, text(`above\n${ten.replace('5\n', 'five\n')}`));
    assert.deepEqual(conflicts(rebased), []);
    assert.equal(partsOf(rebased).length, 2);
    assert.deepEqual(accepted(rebased), text(`above\n${proposal.replace('5\n', 'five\n')}`));
    assert.deepEqual(outcomeOf(rebased).content, text(`above\n${ten.replace('5\n', 'five\n')}`));
  });

  it('accepts what conflicts only by itself', () => {
    const current = ten.replace('2\n', 'zwei\n');
    const rebased = rebaseFile(file, text(current));
    assert.deepEqual(rebased.conflicts, [{ part: partsOf(rebased)[0], kind: 'changed', base: '2\n' }]);
    assert.deepEqual(accepted(rebased), text(current.replace('9\n', 'nine\n')));
    const forced = decideFile(rebased, partsOf(rebased)[0], 'accepted');
    assert.deepEqual(outcomeOf(forced).content, text(ten.replace('2\n', 'two\n')));
    assert.equal(
      decisionOf(decideFile(rebased, undefined, 'rejected'), partsOf(rebased)[0] ?? ''),
      'rejected',
    );
  });

  it('remembers what was decided, and does not propose again what was rejected', () => {
    const decided = decideFile(decideFile(file, first, 'rejected'), second, 'pending');
    const rebased = rebaseFile(decided, text(`above\n${ten}`));
    assert.deepEqual(
      rebased.settled.map(({ decision, part, firstLine }) => ({ decision, part, firstLine })),
      [{ decision: 'rejected', part: first, firstLine: 'two' }],
    );
    assert.deepEqual(accepted(rebased), text(`above\n${ten.replace('9\n', 'nine\n')}`));
  });

  it('keeps what was accepted and then worked on', () => {
    const decided = decideFile(file, first, 'accepted');
    const rebased = rebaseFile(decided, text(ten.replace('2\n', 'two, and more\n')));
    assert.deepEqual(conflicts(rebased), []);
    assert.deepEqual(accepted(rebased), text(ten.replace('2\n', 'two, and more\n').replace('9\n', 'nine\n')));
  });

  it('takes back the acceptance of what was undone in the editor', () => {
    const both = decideFile(file, undefined, 'accepted');
    const one = rebaseFile(both, text(ten.replace('2\n', 'two\n')));
    assert.deepEqual(
      [first, second].map((part) => decisionOf(one, part)),
      ['accepted', 'pending'],
    );
    const none = rebaseFile(both, text(ten));
    assert.deepEqual(
      [first, second].map((part) => decisionOf(none, part)),
      ['pending', 'pending'],
    );
  });

  it('proposes nothing where the file is already what it should be, and where all was decided', () => {
    assert.deepEqual(partsOf(rebaseFile(file, text(proposal))), []);
    assert.deepEqual(partsOf(rebaseFile(decideFile(file, undefined, 'rejected'), text('other'))), []);
    const gone = createFileChange({ path: 'a', before: text(ten), after: undefined });
    assert.deepEqual(partsOf(rebaseFile(gone, undefined)), []);
  });

  it('tells of a file that is gone, that is there already, and that was changed before it shall be deleted', () => {
    assert.deepEqual(conflicts(rebaseFile(file, undefined)), ['gone']);
    assert.deepEqual(accepted(rebaseFile(file, undefined)), undefined);

    const created = createFileChange({ path: 'a', before: undefined, after: text('x\ny\n') });
    const there = rebaseFile(created, text('x\nz\n'));
    assert.deepEqual(conflicts(there), ['exists']);
    assert.deepEqual(accepted(there), text('x\nz\n'));

    const deleted = createFileChange({ path: 'a', before: text(ten), after: undefined });
    const changed = rebaseFile(deleted, text(`${ten}more\n`));
    assert.deepEqual(changed.conflicts, [{ part: wholeFile, kind: 'changed' }]);
    assert.deepEqual(outcomeOf(decideFile(changed, wholeFile, 'accepted')).content, undefined);
  });

  it('does not merge bytes', () => {
    const bytes = (hash: string): Content => ({ kind: 'binary', hash, size: 1 });
    const picture = createFileChange({ path: 'a', before: bytes('1'), after: bytes('2') });
    assert.deepEqual(conflicts(rebaseFile(picture, bytes('3'))), ['changed']);
    assert.deepEqual(conflicts(rebaseFile(picture, bytes('2'))), []);
  });

  it('carries a renaming along', () => {
    const moved = createFileChange({ path: 'b', oldPath: 'a', before: text(ten), after: text(proposal) });
    const rebased = rebaseFile(moved, text(`above\n${ten}`));
    assert.deepEqual(outcomeOf(rebased), { path: 'a', content: text(`above\n${ten}`) });
    assert.deepEqual(outcomeOf(decideFile(rebased, undefined, 'accepted')), {
      path: 'b',
      content: text(`above\n${proposal}`),
    });
  });

  it('never changes what the person wrote without a decision, whatever they and the model wrote', () => {
    fc.assert(
      fc.property(
        textAndChanged,
        textAndChanged,
        fc.infiniteStream(fc.boolean()),
        ([a, b], [, mine], choices) => {
          const started = createFileChange({ path: 'a', before: text(a), after: text(b) });
          const decided = partsOf(started).reduce(
            (each, part) => decideFile(each, part, choices.next().value ? 'accepted' : 'pending'),
            started,
          );
          const rebased = rebaseFile(decided, text(mine));
          assert.deepEqual(outcomeOf(rebased).content, text(mine));
          assert.equal(rebaseFile(rebased, text(mine)), rebased);
          const ids = new Set(partsOf(rebased));
          for (const { part } of rebased.conflicts) assert.ok(ids.has(part));
        },
      ),
      { numRuns: 500 },
    );
  });
});
