import assert from 'node:assert/strict';
import { editPrompt, piecesOfAnswer, wholeLines } from '../../../src/session/inlineEdit';

const question = {
  path: 'src/cart.ts',
  languageId: 'typescript',
  lines: ['one', 'two', 'three', 'four', 'five'],
  instruction: 'Shout',
  problems: [],
};

describe('the question for an edit', () => {
  it('shows the document with marks around the piece', () => {
    assert.equal(
      editPrompt({ ...question, pieces: [{ start: 1, end: 3 }], problems: ['Line 2: wrong'] }),
      [
        'The document src/cart.ts (typescript):',
        '',
        'one\n<<<<<<< PIECE 1\ntwo\nthree\n>>>>>>> PIECE 1\nfour\nfive',
        '',
        'The editor reports:\n- Line 2: wrong',
        '',
        'The instruction for the piece:\nShout',
      ].join('\n'),
    );
  });

  it('shows several pieces, and an empty one where something new comes', () => {
    const pieces = [
      { start: 0, end: 1 },
      { start: 4, end: 4 },
    ];
    assert.match(
      editPrompt({ ...question, pieces }),
      /<<<<<<< PIECE 1\none\n>>>>>>> PIECE 1\ntwo\nthree\nfour\n<<<<<<< PIECE 2\n>>>>>>> PIECE 2\nfive\n\nThe instruction for the 2 pieces:/,
    );
  });

  it('shows of a long document the beginning and what is near', () => {
    const lines = Array.from({ length: 9000 }, (_, at) => `line number ${at}`);
    const prompt = editPrompt({ ...question, lines, pieces: [{ start: 5000, end: 5001 }] });
    assert.ok(prompt.length < 27_000, String(prompt.length));
    for (const part of [
      'line number 0\n',
      'line number 4999\n',
      'line number 5001\n',
      /… \d+ lines are left out here …/,
    ])
      assert.ok(typeof part === 'string' ? prompt.includes(part) : part.test(prompt), String(part));
    assert.ok(!prompt.includes('line number 2000\n'));
  });
});

describe('the pieces of an answer', () => {
  const both = '<<<<<<< PIECE 1\na\n>>>>>>> PIECE 1\n\n<<<<<<< PIECE 2\nb\nc\n>>>>>>> PIECE 2';
  it('is all of it for one', () => assert.deepEqual(piecesOfAnswer('a\nb', 1), ['a\nb']));
  it('are between their marks', () => assert.deepEqual(piecesOfAnswer(both, 2), ['a', 'b\nc']));
  it('come one after the other', () => {
    assert.deepEqual(piecesOfAnswer('<<<<<<< PIECE 1\na', 2), ['a', undefined]);
    assert.deepEqual(piecesOfAnswer('', 1), [undefined]);
  });
  it('are whole lines while they come', () => {
    assert.equal(wholeLines('one\ntwo\nthr'), 'one\ntwo');
    assert.equal(wholeLines('on'), '');
  });
});
