import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parseNotebook, withoutTerminalCodes } from '../../../src/tools/parseNotebook';

const notebook = JSON.stringify({
  nbformat: 4,
  metadata: { language_info: { name: 'julia' } },
  cells: [
    { cell_type: 'markdown', source: ['# Prices\n', 'by fruit'] },
    { cell_type: 'raw', source: 'as it is' },
    {
      cell_type: 'code',
      source: 'println(1)',
      outputs: [
        { output_type: 'stream', name: 'stdout', text: ['1\n', '2\n'] },
        { output_type: 'execute_result', data: { 'text/html': '<b>3</b>', 'text/plain': ['3'] } },
        { output_type: 'display_data', data: { 'image/png': 'AAAA' } },
        {
          output_type: 'error',
          ename: 'E',
          evalue: 'bad',
          traceback: ['\u001b[31mE\u001b[0m: bad', 'line 1'],
        },
      ],
    },
  ],
});

describe('parseNotebook', () => {
  it('reads the cells with what they printed', () => {
    assert.deepEqual(parseNotebook(notebook), [
      { kind: 'text', language: 'markdown', text: '# Prices\nby fruit', output: '' },
      { kind: 'text', language: 'plaintext', text: 'as it is', output: '' },
      {
        kind: 'code',
        language: 'julia',
        text: 'println(1)',
        output: '1\n2\n\n3\n[image/png]\nE: bad\nline 1',
      },
    ]);
  });

  it('takes what is none for none, whatever it is', () => {
    assert.equal(parseNotebook('{'), undefined);
    assert.equal(parseNotebook('{"worksheets": []}'), undefined);
    fc.assert(fc.property(fc.json(), (text) => void parseNotebook(text)));
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (cells) => void parseNotebook(JSON.stringify({ cells }))),
    );
  });

  it('drops what a terminal would not show', () => {
    assert.equal(
      withoutTerminalCodes('\u001b[1;31mred\u001b[0m \u001b]8;;https://x\u0007link\u001b]8;;\u0007'),
      'red link',
    );
  });
});
