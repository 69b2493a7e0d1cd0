import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type ChangeSet,
  type Content,
  decisionOf,
  type FileChange,
  kindOf,
  partsOf,
  wholeFile,
} from '../../../src/review/changeSet';
import { decide, decideFile } from '../../../src/review/decide';
import { outcomeOf } from '../../../src/review/outcome';
import { createFileChange, proposeFile, type ProposedFile } from '../../../src/review/proposeFile';
import { textAndChanged } from './textArbitrary';

const text = (each: string): Content => ({ kind: 'text', text: each });
const bytes = (hash: string): Content => ({ kind: 'binary', hash, size: 3 });
const empty: ChangeSet = { id: 's', origin: { kind: 'agentRun', jobId: 'j' }, files: [] };
const setOf = (...files: readonly ProposedFile[]): ChangeSet => files.reduce(proposeFile, empty);

const ten = '1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n';
const changed = {
  path: 'a',
  before: text(ten),
  after: text(ten.replace('2\n', 'two\n').replace('9\n', 'nine\n')),
};
const changedMore = text(ten.replace('2\n', 'two\n').replace('5\n', 'five\n').replace('9\n', 'nine\n'));
const added = { path: 'b', before: undefined, after: text('new\n') };
const deleted = { path: 'c', before: text('old\n'), after: undefined };
const renamed = { path: 'e', oldPath: 'd', before: text(ten), after: text(ten.replace('5\n', 'five\n')) };
const picture = { path: 'f.png', before: bytes('x'), after: bytes('y') };
const all = setOf(changed, added, deleted, renamed, picture);

const outcomes = (set: ChangeSet): Readonly<Record<string, Content | undefined>> =>
  Object.fromEntries(
    set.files.map((file) => Object.values(outcomeOf(file)) as [string, Content | undefined]),
  );

describe('a change set', () => {
  it('tells what happens to each file, and what there is to decide', () => {
    assert.deepEqual(
      all.files.map((file) => `${kindOf(file)} ${partsOf(file).length}`),
      ['changed 2', 'added 1', 'deleted 1', 'renamed 2', 'changed 1'],
    );
  });

  it('changes nothing before something is accepted, and everything when all is', () => {
    assert.deepEqual(outcomes(all), {
      a: changed.before,
      b: undefined,
      c: deleted.before,
      d: renamed.before,
      'f.png': picture.before,
    });
    assert.deepEqual(outcomes(decide(all, {}, 'rejected')), outcomes(all));
    assert.deepEqual(outcomes(decide(all, {}, 'accepted')), {
      a: changed.after,
      b: added.after,
      c: undefined,
      e: renamed.after,
      'f.png': picture.after,
    });
  });

  it('is decided on by hunk, by file and as a whole, and a decision can be taken back', () => {
    const [first = '', second = ''] = partsOf(all.files[0] ?? createFileChange(changed));
    const one = decide(all, { path: 'a', part: second }, 'accepted');
    assert.deepEqual(outcomes(one)['a'], text(ten.replace('9\n', 'nine\n')));
    const both = decide(decide(one, { path: 'a' }, 'accepted'), { path: 'a', part: second }, 'rejected');
    assert.deepEqual(outcomes(both)['a'], text(ten.replace('2\n', 'two\n')));
    assert.deepEqual(outcomes(decide(both, { path: 'a', part: first }, 'pending')), outcomes(all));
    assert.deepEqual(outcomes(both)['b'], undefined);
  });

  it('renames without the changes within, and changes without renaming', () => {
    const file = createFileChange(renamed);
    const [whole = '', hunk = ''] = partsOf(file);
    assert.equal(whole, wholeFile);
    assert.deepEqual(outcomeOf(decideFile(file, whole, 'accepted')), { path: 'e', content: renamed.before });
    assert.deepEqual(outcomeOf(decideFile(file, hunk, 'accepted')), { path: 'd', content: renamed.after });
  });

  it('stays the same object when a decision changes nothing', () => {
    assert.equal(decide(all, { path: 'nowhere' }, 'accepted'), all);
    assert.equal(decide(all, { path: 'a', part: 'no such hunk' }, 'accepted'), all);
    const accepted = decide(all, {}, 'accepted');
    assert.equal(decide(accepted, { path: 'a' }, 'accepted'), accepted);
    assert.equal(decide(all, { path: 'b' }, 'accepted').files[0], all.files[0]);
  });

  it('can be stored as JSON', () => {
    const set = decide(all, { path: 'a' }, 'accepted');
    assert.deepEqual(outcomes(JSON.parse(JSON.stringify(set)) as ChangeSet), outcomes(set));
  });

  it('has the outcome of its accepted hunks, whatever they are', () => {
    fc.assert(
      fc.property(textAndChanged, ([before, after]) => {
        const file = createFileChange({ path: 'a', before: text(before), after: text(after) });
        assert.deepEqual(outcomeOf(decideFile(file, undefined, 'accepted')).content, text(after));
        assert.deepEqual(outcomeOf(file, 'accepted').content, text(after));
        assert.deepEqual(outcomeOf(file).content, text(before));
      }),
    );
  });
});

describe('a second proposal for a file', () => {
  const next = (set: ChangeSet, path: string, after: Content | undefined, oldPath?: string): ChangeSet => {
    const file = set.files.find((each) => each.path === (oldPath ?? path));
    const before = file === undefined ? undefined : outcomeOf(file, 'accepted').content;
    return proposeFile(set, { path, before, after, ...(oldPath === undefined ? {} : { oldPath }) });
  };
  const only = (set: ChangeSet): FileChange => set.files[0] ?? createFileChange(changed);

  it('is one with the first', () => {
    const set = next(setOf(changed), 'a', changedMore);
    assert.equal(set.files.length, 1);
    assert.deepEqual(only(set).base, changed.before);
    assert.equal(partsOf(only(set)).length, 3);
  });

  it('goes on from what was accepted, and remembers it', () => {
    const accepted = decide(
      setOf(changed),
      { path: 'a', part: partsOf(only(setOf(changed)))[0] ?? '' },
      'accepted',
    );
    const set = next(accepted, 'a', changedMore);
    assert.deepEqual(only(set).base, text(ten.replace('2\n', 'two\n')));
    assert.equal(partsOf(only(set)).length, 2);
    assert.deepEqual(
      only(set).settled.map(({ decision, lines }) => ({ decision, lines })),
      [{ decision: 'accepted', lines: { first: 2, last: 2 } }],
    );
  });

  it('makes a new file that is deleted again as if it had never been', () => {
    assert.deepEqual(next(setOf(added), 'b', undefined).files, []);
    assert.deepEqual(next(setOf(changed), 'a', changed.before).files, []);
  });

  it('keeps the old name of a file that was renamed', () => {
    const set = next(setOf(renamed), 'e', text('all new\n'));
    assert.equal(only(set).oldPath, 'd');
    assert.equal(kindOf(only(set)), 'renamed');
    assert.equal(next(set, 'x', text('all new\n'), 'e').files[0]?.oldPath, 'd');
  });

  it('changes a new file, which stays new', () => {
    const set = next(setOf(added), 'b', text('newer\n'));
    assert.equal(kindOf(only(set)), 'added');
    assert.deepEqual(outcomeOf(decideFile(only(set), undefined, 'accepted')).content, text('newer\n'));
  });

  it('is pending where the first was rejected', () => {
    const set = next(decide(setOf(added), {}, 'rejected'), 'b', text('other\n'));
    assert.equal(decisionOf(only(set), wholeFile), 'pending');
    assert.equal(only(set).settled[0]?.decision, 'rejected');
  });
});
