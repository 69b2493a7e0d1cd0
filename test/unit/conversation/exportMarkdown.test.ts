import assert from 'node:assert/strict';
import type { Annotation, Step } from '../../../src/api/types';
import { exportMarkdown } from '../../../src/conversation/exportMarkdown';
import { reduce } from '../../../src/conversation/reduce';
import { emptyConversation, type Round, type Turn } from '../../../src/conversation/state';
import { utf8Offset } from '../../../src/util/utf8Offset';
import { callStates } from '../../support/callEvents';
import { turnOfStream } from '../../support/streams';

function exported(text: string, annotations: readonly Annotation[]): string {
  const events = turnOfStream([
    { event_type: 'step.start', index: 0, step: { type: 'model_output', content: [] } },
    { event_type: 'step.delta', index: 0, delta: { type: 'text', text } },
    { event_type: 'step.delta', index: 0, delta: { type: 'text_annotation_delta', annotations } },
  ]);
  return exportMarkdown(events.reduce(reduce, emptyConversation('c', 0)));
}
const bytesTo = (text: string, end: string): number =>
  Buffer.byteLength(text.slice(0, text.indexOf(end) + end.length));

describe('export to Markdown', () => {
  it('puts sources as footnotes where the bytes of the text say', () => {
    const text = 'שלום 🙂 one. Two — three.';
    const page = (url: string, title: string, end: string): Annotation => ({
      type: 'url_citation',
      url,
      title,
      start_index: 0,
      end_index: bytesTo(text, end),
    });
    const document = exported(text, [
      page('https://b.example/', 'B [b]', 'three.'),
      page('https://a.example/', 'A', 'one.'),
      page('https://b.example/', 'B [b]', 'one.'),
      page('https://b.example/', 'B [b]', 'one.'),
    ]);
    assert.match(document, /שלום 🙂 one\.\[\^2\]\[\^1\] Two — three\.\[\^1\]\n/);
    assert.match(
      document,
      /\n\[\^1\]: \[B \\\[b\\\]\]\(<https:\/\/b\.example\/>\)\n\[\^2\]: \[A\]\(<https:\/\/a\.example\/>\)\n$/,
    );
  });

  it('makes no link of what is no page, and no notes when nothing is cited', () => {
    const document = exported('Text.', [
      { type: 'url_citation', url: 'javascript:alert(1)', title: 'x', start_index: 0, end_index: 5 },
      { type: 'url_citation', title: 'y' },
      { type: 'file_citation', file_name: 'a.pdf', start_index: 0, end_index: 5 },
    ]);
    assert.match(document, /\nText\.\n/);
    assert.doesNotMatch(document, /\[\^|javascript/);
  });

  it('takes offsets behind the text and within a character', () => {
    assert.equal(utf8Offset('a🙂b', 99), 4);
    assert.equal(utf8Offset('a🙂b', 3), 3);
    assert.equal(utf8Offset('aéb', 3), 2);
    assert.equal(utf8Offset('', 1), 0);
  });

  it('lists calls of functions where they were made, in a line each', () => {
    const step = (name: string, id: string): Step => ({ type: 'function_call', name, id, arguments: {} });
    const output = (text: string): Step => ({ type: 'model_output', content: [{ type: 'text', text }] });
    const round = (...steps: readonly Step[]): Round => ({
      steps,
      indices: steps.map((_step, at) => at),
      open: {},
    });
    const turn: Turn = {
      id: 't',
      startedAt: 0,
      model: 'm',
      stored: true,
      status: 'done',
      input: [{ content: { type: 'text', text: 'Run the tests.' } }],
      rounds: [
        round(output('I run them.'), step('run_command', 'a'), step('read_file', 'b')),
        round(output('They pass.')),
      ],
      calls: { a: callStates.answered, b: { state: 'dropped', title: 'Read *.env*' } },
    };
    const document = exportMarkdown({ ...emptyConversation('c', 0), turns: [turn], headId: 't' });
    assert.match(
      document,
      /I run them\.\n\n- \*Run npm test\*: exit code 0\n- \*Read \\\*\.env\\\*\*: stopped\n\nThey pass\.\n/,
    );
  });
});
