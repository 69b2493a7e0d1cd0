import type { Content, Step, Usage } from '../../../src/api/types';
import { toList, words } from '../json';
import type { Run } from './run';

interface Counted {
  readonly modality: string;
  readonly tokens: number;
}

/** About four bytes a token; the real tokenizer is not needed for sums that add up. */
export const textTokens = (text: string): number => Math.ceil(Buffer.byteLength(text) / 4);

/** Tokens of a picture, a second of sound, a page: what the documentation names as typical. */
const mediaTokens = { image: 258, audio: 96, video: 263, document: 258 };

const modalityOf = (content: Content): string => (content.type === 'unknown' ? 'text' : content.type);

function contentTokens(content: Content): number {
  if (content.type === 'text') return textTokens(content.text);
  return content.type === 'unknown' ? textTokens(JSON.stringify(content.raw)) : mediaTokens[content.type];
}

function blocksOf(step: Step): readonly Content[] {
  if (step.type === 'user_input' || step.type === 'model_output') {
    return typeof step.content === 'string' ? [{ type: 'text', text: step.content }] : (step.content ?? []);
  }
  if (step.type === 'thought') return [];
  const { type: _type, ...fields } = step;
  return [{ type: 'text', text: JSON.stringify(fields) }];
}

function byModality(steps: readonly Step[]): readonly Counted[] {
  const sums = new Map<string, number>();
  for (const block of steps.flatMap(blocksOf)) {
    const modality = modalityOf(block);
    sums.set(modality, (sums.get(modality) ?? 0) + contentTokens(block));
  }
  return [...sums].map(([modality, tokens]) => ({ modality, tokens }));
}

const total = (list: readonly Counted[]): number => list.reduce((sum, { tokens }) => sum + tokens, 0);

const builtIn =
  /^(google_search|url_context|code_execution|file_search|google_maps|retrieval|mcp_server_tool)_/;

/** The tokens of a run so far: total = input + output + thought + tool use, cached ones being part of the input. */
export function countUsage({ history, input, steps, request }: Run): Usage {
  const instruction: Step = { type: 'user_input', content: words(request['system_instruction'] ?? '') };
  const declared: Step = {
    type: 'user_input',
    content: toList(request['tools'])
      .map((tool) => JSON.stringify(tool))
      .join(''),
  };
  const received = byModality([instruction, declared, ...history, ...input]).filter(
    ({ tokens }) => tokens > 0,
  );
  const before = total(byModality(history));
  const made = byModality(
    steps.filter((step) => step.type === 'model_output' || step.type === 'function_call'),
  );
  const tools = total(byModality(steps.filter((step) => builtIn.test(step.type))));
  const thoughts = steps.filter((step) => step.type === 'thought').length * 65;
  const searches = steps.filter((step) => step.type === 'google_search_call').length;
  return {
    total_tokens: total(received) + total(made) + tools + thoughts,
    total_input_tokens: total(received),
    input_tokens_by_modality: received,
    total_cached_tokens: before > 1024 ? before - (before % 256) : 0,
    total_output_tokens: total(made),
    ...(made.some(({ modality }) => modality !== 'text') ? { output_tokens_by_modality: made } : {}),
    total_tool_use_tokens: tools,
    total_thought_tokens: thoughts,
    ...(searches > 0 ? { grounding_tool_count: [{ type: 'google_search', count: searches }] } : {}),
  };
}
