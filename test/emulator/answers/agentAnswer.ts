import type { Content, JsonObject, Step } from '../../../src/api/types';
import type { Ids } from '../interactions/ids';
import { signatureOf } from '../interactions/ids';
import type { Run } from '../interactions/run';
import { toObject } from '../json';
import { picture } from '../media/picture';
import { encodePng } from '../media/png';
import type { Action, Answer } from './answer';
import { functionSteps } from './functionCalls';
import { notice } from './notice';
import { questionOf } from './question';

/** What an agent does: research writes a report, every other one works in its sandbox. */
export function agentAnswer(run: Run, agent: string, ids: Ids): Answer {
  return agent.startsWith('deep-research') ? researchAnswer(run) : sandboxAnswer(run, ids);
}

const text = (words: string): Content => ({ type: 'text', text: words });
const summary = (...words: readonly string[]): Step => ({
  type: 'thought',
  summary: words.map((one) => text(`${one}\n\n\n`)),
  signature: signatureOf(words.join()),
});

function sandboxAnswer(run: Run, ids: Ids): Answer {
  const question = questionOf(run).text;
  const calls = functionSteps(run, ids);
  if (calls.length > 0)
    return { actions: [{ step: summary('**Asking the client**') }, ...calls.map((step) => ({ step }))] };
  if (run.environmentId === undefined) {
    const output: Step = {
      type: 'model_output',
      content: [text(`${notice}\n\nNo environment came with the request, so nothing was done.`)],
    };
    return { actions: [{ step: output }] };
  }
  const wanted = /[\w./-]+\.\w{1,5}\b/.exec(question)?.[0] ?? 'notes.md';
  return { actions: /fibonacci/i.test(question) ? fibonacci(wanted, ids) : notes(wanted, question, ids) };
}

/** Writes a file as an agent does: by a call of a function of the sandbox, answered by the sandbox itself. */
function writing(path: string, content: string, ids: Ids): readonly Action[] {
  const id = ids.call();
  return [
    { step: { type: 'function_call', id, name: 'write_file', arguments: { path, content } } },
    { writeFile: { path, content } },
    {
      step: {
        type: 'function_result',
        call_id: id,
        name: 'write_file',
        result: [text(`Wrote ${Buffer.byteLength(content)} bytes to ${path}.`)],
      },
    },
  ];
}

function fibonacci(path: string, ids: Ids): readonly Action[] {
  const numbers = [0, 1];
  while (numbers.length < 20) numbers.push((numbers.at(-1) ?? 0) + (numbers.at(-2) ?? 0));
  const listed = `${numbers.join('\n')}\n`;
  const code = `a, b = 0, 1\nwith open('${path}', 'w') as file:\n    for _ in range(20):\n        file.write(f'{a}\\n')\n        a, b = b, a + b\n`;
  const id = ids.call();
  const output = `${notice}\n\nI wrote \`/workspace/fibonacci.py\`, ran it, and read \`/workspace/${path}\`:\n\n\`\`\`\n${listed}\`\`\``;
  return [
    { step: summary('**Planning the work**\n\nA script, its run, a look at the file.') },
    ...writing('/workspace/fibonacci.py', code, ids),
    { writeFile: { path: `/workspace/${path}`, content: listed } },
    {
      step: {
        type: 'code_execution_call',
        id,
        arguments: { language: 'bash', code: `python3 fibonacci.py && cat ${path}` },
      },
    },
    { step: { type: 'code_execution_result', call_id: id, result: listed, is_error: false } },
    { step: { type: 'model_output', content: [text(output)] } },
  ];
}

function notes(path: string, question: string, ids: Ids): readonly Action[] {
  const content = `# Notes of the emulated agent\n\nThe task was: ${question}\n`;
  const output = `${notice}\n\nI wrote what you asked for into \`/workspace/${path}\`.`;
  return [
    { step: summary('**Planning the work**') },
    ...writing(`/workspace/${path}`, content, ids),
    { step: { type: 'model_output', content: [text(output)] } },
  ];
}

/** A plan when planning together is asked for; otherwise thoughts, a cited report and a chart. */
function researchAnswer(run: Run): Answer {
  const question = questionOf(run).text;
  const config = toObject(run.request['agent_config']);
  const think = thinking([
    '**Reading around**\n\nLooking for sources.',
    '**Weighing**\n\nComparing what they say.',
  ]);
  if (config['collaborative_planning'] === true) {
    const plan = `${notice}\n\n## Plan\n\n1. Find what is known about “${question}”.\n2. Compare the sources.\n3. Write the report.`;
    return { actions: [think, { step: { type: 'model_output', content: [text(plan)] } }] };
  }
  const head = `${notice}\n\n# Report\n\n`;
  const claim = `Much is written about “${question}” [1].`;
  const start_index = Buffer.byteLength(head);
  const span = { start_index, end_index: start_index + Buffer.byteLength(claim) };
  const report: Content = {
    type: 'text',
    text: `${head}${claim}\n\n## Sources\n\n1. [example.com](https://example.com/source)`,
    annotations: [{ type: 'url_citation', url: 'https://example.com/source', title: 'example.com', ...span }],
  };
  const chart: Content = {
    type: 'image',
    data: encodePng(picture(question, 320, 180)).toString('base64'),
    mime_type: 'image/png',
  };
  const content = config['visualization'] === 'off' ? [report] : [report, chart];
  return { actions: [think, { step: { type: 'model_output', content } }] };
}

/** Summaries with empty signatures among them, as research streams them. */
function thinking(words: readonly string[]): Action {
  const step = summary(...words);
  const deltas = words.flatMap((one): JsonObject[] => [
    { content: { type: 'text', text: `${one}\n\n\n` }, type: 'thought_summary' },
    { signature: '', type: 'thought_signature' },
  ]);
  const signature = step.type === 'thought' ? (step.signature ?? '') : '';
  return { step, deltas: [...deltas, { signature, type: 'thought_signature' }] };
}
