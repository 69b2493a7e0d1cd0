import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { spokenSentences } from '../../../src/webview/spokenSentences';
import { mixedAnswer } from '../../ui/panelHarness/answers';

function all(text: string): readonly string[] {
  return spokenSentences(text, 0, true).sentences;
}

describe('what is announced of an answer', () => {
  it('is whole sentences, once each, wherever the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (sizes) => {
        const said: string[] = [];
        let upTo = 0;
        for (let end = 0, at = 0; end < mixedAnswer.length; at += 1) {
          end = Math.min(mixedAnswer.length, end + (sizes[at % sizes.length] ?? 1));
          const spoken = spokenSentences(mixedAnswer.slice(0, end), upTo, end === mixedAnswer.length);
          said.push(...spoken.sentences);
          upTo = spoken.upTo;
        }
        assert.deepEqual(said, all(mixedAnswer));
      }),
    );
  });

  it('waits for the end of a sentence', () => {
    assert.deepEqual(spokenSentences('Half a sen', 0, false), { sentences: [], upTo: 0 });
    assert.deepEqual(spokenSentences('One. Two', 0, false), { sentences: ['One.'], upTo: 4 });
  });

  it('has no marks of Markdown in it', () => {
    assert.deepEqual(all('## A **bold** `word` and [a link](https://example.com).\n- [x] snake_case\n'), [
      'A bold word and a link.',
      'snake_case',
    ]);
  });

  it('tells the length of code instead of the code', () => {
    assert.deepEqual(all('Run:\n\n```sh\nnpm ci\nnpm test\n```\n\nDone.'), [
      'Run:',
      'Code, 2 lines.',
      'Done.',
    ]);
  });
});
