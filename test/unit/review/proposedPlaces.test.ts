import assert from 'node:assert/strict';
import { decideFile } from '../../../src/review/decide';
import { outcomeOf } from '../../../src/review/outcome';
import { proposedLineOf, proposedPlaces } from '../../../src/review/proposedPlaces';
import { createFileChange } from '../../../src/review/proposeFile';

const text = (...lines: readonly string[]) =>
  ({ kind: 'text', text: lines.map((line) => `${line}\n`).join('') }) as const;
const file = createFileChange({
  path: 'a.txt',
  before: text('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
  after: text('new', 'a', 'b', 'c', 'D', 'D2', 'e', 'f', 'g'),
});
const [first = '', second = '', third = ''] = file.hunks.map(({ id }) => id);

describe('proposedPlaces', () => {
  it('are where the hunks stand in the file as it is proposed', () => {
    const content = outcomeOf(file, 'accepted').content;
    assert.ok(content?.kind === 'text');
    const lines = content.text.split('\n');
    assert.deepEqual(
      proposedPlaces(file).map(({ lines: { first: from, last } }) => lines.slice(from - 1, last)),
      [['new'], ['D', 'D2'], []],
    );
  });

  it('are those of hunks that nobody has decided about, and follow what is rejected', () => {
    const rejected = decideFile(file, first, 'rejected');
    assert.deepEqual(
      proposedPlaces(rejected).map(({ hunk, lines }) => [hunk.id, lines.first]),
      [
        [second, 4],
        [third, 9],
      ],
    );
    const accepted = decideFile(file, first, 'accepted');
    assert.deepEqual(
      proposedPlaces(accepted).map(({ lines }) => lines.first),
      [5, 10],
    );
  });
});

describe('proposedLineOf', () => {
  it('is the line of the proposed file that belongs to one of the file as it is', () => {
    const now = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const proposed = ['new', 'a', 'b', 'c', 'D', 'D2', 'e', 'f', 'g', ''];
    assert.deepEqual(
      now.map((_, line) => proposed[proposedLineOf(file, line)]),
      ['a', 'b', 'c', 'D', 'e', 'f', 'g', ''],
    );
  });

  it('follows what is accepted', () => {
    const accepted = decideFile(file, second, 'accepted');
    // Now: a b c D D2 e f g h.
    assert.deepEqual([proposedLineOf(accepted, 0), proposedLineOf(accepted, 8)], [1, 9]);
  });
});
