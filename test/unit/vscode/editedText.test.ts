import assert from 'node:assert/strict';
import { createEditedText } from '../../../src/vscode/editedText';

const lines = ['one()', '', 'two()', 'three()', 'four()', ''];

describe('the document with an edit', () => {
  it('has the old lines until the new ones have reached them', () => {
    const text = createEditedText(lines, { pieces: [{ start: 2, end: 5 }] });
    assert.equal(text('', false), lines.join('\n'));
    assert.equal(text('zwei', false), lines.join('\n'));
    assert.equal(text('zwei()\nthr', false), 'one()\n\nzwei()\nthree()\nfour()\n');
    assert.equal(text('zwei()\nthree()\nvier()', true), 'one()\n\nzwei()\nthree()\nvier()\n');
  });

  it('has nothing in the place of lines that shall go', () => {
    const text = createEditedText(lines, { pieces: [{ start: 3, end: 4 }] });
    assert.equal(text('<<<<<<< NOTHING', true), 'one()\n\ntwo()\nfour()\n');
  });

  it('has every piece in its place, one after the other', () => {
    const text = createEditedText(lines, {
      pieces: [
        { start: 0, end: 1 },
        { start: 4, end: 5 },
      ],
    });
    const first = '<<<<<<< PIECE 1\nuno()\n>>>>>>> PIECE 1\n';
    assert.equal(text(`${first}<<<<<<< PIECE 2\n`, false), 'uno()\n\ntwo()\nthree()\nfour()\n');
    assert.equal(
      text(`${first}<<<<<<< PIECE 2\nvier()\n>>>>>>> PIECE 2`, true),
      'uno()\n\ntwo()\nthree()\nvier()\n',
    );
  });

  it('keeps something new apart from what is around a line that did so', () => {
    const place = { pieces: [{ start: 1, end: 2 }], indent: '' };
    assert.equal(
      createEditedText(lines, { ...place, isSeparator: true })('half()', true),
      'one()\n\nhalf()\n\ntwo()\nthree()\nfour()\n',
    );
    assert.equal(createEditedText(lines, place)('half()', true), 'one()\nhalf()\ntwo()\nthree()\nfour()\n');
  });
});
