import type { FunctionResultStep } from '../../../src/api/types';
import type { Run } from '../interactions/run';
import { toText, toList, toObject, words } from '../json';
import { answerAboutCode } from './codeAnswers';
import { describeMedia } from './describeMedia';
import { remembered } from './memory';
import { notice } from './notice';
import { questionOf } from './question';
import type { Question } from './question';

/** The Markdown that answers a run in words. */
export function proseFor(run: Run): string {
  const question = questionOf(run);
  const echo = question.commands.has('echo');
  if (echo) return question.text;
  const paragraphs = Number(question.commands.get('long') ?? 0);
  const body = bodyFor(run, question);
  return [notice, body, ...Array.from({ length: paragraphs }, (_, index) => filler(index + 1))].join('\n\n');
}

function bodyFor(run: Run, question: Question): string {
  const results = run.input.filter((step) => step.type === 'function_result');
  if (results.length > 0) return aboutResults(run, results);
  const memory = remembered(question);
  if (memory !== undefined) return memory;
  const parts = [
    ...(question.media.length > 0 ? [describeMedia(question.media)] : []),
    ...(question.code.length > 0 ? [answerAboutCode(question)] : []),
  ];
  return parts.length > 0 ? parts.join('\n\n') : aboutTopic(run, question);
}

function aboutResults(run: Run, results: readonly FunctionResultStep[]): string {
  const calls = [...run.history, ...run.input].filter((step) => step.type === 'function_call');
  const lines = results.map((result) => {
    const call = calls.find(({ id }) => id === result.call_id);
    const given = Object.entries(toObject(call?.arguments)).map(
      ([name, value]) => `${name}: ${words(value)}`,
    );
    const name = result.name ?? call?.name ?? 'function';
    const what = result.is_error === true ? 'failed' : 'answered';
    return `- \`${name}\`${given.length > 0 ? ` (${given.join(', ')})` : ''} ${what}: ${readable(result.result)}`;
  });
  return `## What the functions say\n\n${lines.join('\n')}\n\nThat answers your question${quoted(questionOf(run).text)}.`;
}

const quoted = (text: string): string => (text === '' ? '' : `, “${shortened(text)}”`);
const shortened = (text: string): string =>
  (text.length > 120 ? `${text.slice(0, 117)}…` : text).replaceAll('\n', ' ');

/** A function's result in words: the fields of an object, a long text in a block. */
function readable(result: unknown): string {
  const text =
    typeof result === 'string'
      ? result
      : toList(result)
          .map((block) => toText(toObject(block)['text']) ?? '')
          .join('');
  const value: unknown = text === '' ? result : parsedOr(text);
  const fields = Object.entries(toObject(value)).map(([name, field]) => `${name} ${words(field)}`);
  if (fields.length > 0) return fields.join(', ');
  if (text.includes('\n')) return `\n\n  \`\`\`\n${text.slice(0, 800).replace(/^/gm, '  ')}\n  \`\`\``;
  return text === '' ? JSON.stringify(result) : text;
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function aboutTopic({ request }: Run, { text, earlier }: Question): string {
  const tools = toList(request['tools']).map((tool) => {
    const { name, type } = toObject(tool);
    return `\`${words(name ?? type)}\``;
  });
  const instruction = toText(request['system_instruction']);
  const subject = shortened(text) || 'nothing in particular';
  const call = { model: request['model'], input: subject };
  return `## About “${subject}”

A model would now explain this to you. The emulator tells you what reached it instead:

1. Your question has **${text.split(/\s+/).filter(Boolean).length} words**.
2. ${earlier.length === 0 ? 'It is the first of this conversation.' : `Before it you asked ${earlier.length === 1 ? 'one thing' : `${earlier.length} things`}, the last being “${shortened(earlier.at(-1) ?? '')}”.`}
3. ${instruction === undefined ? 'No system instruction came with it.' : `The system instruction says “${shortened(instruction)}”.`}

| Part of the request | What was sent |
| --- | --- |
| model | \`${words(request['model'])}\` |
| kept by the service | ${request['store'] === false ? 'no' : 'yes'} |
| tools | ${tools.join(', ') || 'none'} |

### The same call in code

\`\`\`ts
const interaction = await ai.interactions.create(${JSON.stringify(call, null, 2)});
console.log(interaction.output_text);
\`\`\`

Attach some code and say *explain*, *fix*, *test* or *document* — or ask what you asked before.`;
}

function filler(number: number): string {
  return `### Part ${number}\n\nThe emulator was asked for a long answer, so here is paragraph ${number}: it has a few words, some \`code\`, and a sum, ${number} + ${number} = ${number * 2}.`;
}
