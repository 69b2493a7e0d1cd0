import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isNotebookSource, notebookSource, parseNotebookSource } from '../../../src/tools/notebookSource';

const source = (...cells: readonly (readonly [language: string, text: string])[]): string =>
  notebookSource(
    'a.ipynb',
    cells.map(([language, text]) => ({ language, text })),
  );

describe('the source of a notebook', () => {
  it('is read back as the cells that it was made of', () => {
    const text = fc
      .array(fc.constantFrom('', 'a', ' b', '---', '--- cell', '\n', '--- cell 1 (x'), { maxLength: 6 })
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('python', 'markdown'), text)), (cells) => {
        const made = source(...cells);
        assert.ok(isNotebookSource(made));
        assert.deepEqual(
          parseNotebookSource('a.ipynb', made),
          cells.map(([language, each], at) => ({ number: at + 1, language, text: each })),
        );
      }),
    );
  });

  it('has new cells where a line begins one without a number, or with one that is there before', () => {
    assert.deepEqual(
      parseNotebookSource(
        'a.ipynb',
        '--- cell 2 (python)\nb\n--- cell (markdown)\nnew\n--- cell 2 (python)\ncopy',
      ),
      [
        { number: 2, language: 'python', text: 'b' },
        { number: undefined, language: 'markdown', text: 'new' },
        { number: undefined, language: 'python', text: 'copy' },
      ],
    );
  });

  it('is refused when it cannot be told where its cells begin', () => {
    assert.throws(
      () => source(['python', 'a\n--- cell 3 (python)']),
      /^ToolError: Cell 1 of a\.ipynb has a line/,
    );
    assert.throws(
      () => parseNotebookSource('a.ipynb', 'text\n--- cell 1 (python)\na'),
      /begins with a line such as/,
    );
    assert.equal(isNotebookSource('{ "cells": [] }'), false);
  });
});
