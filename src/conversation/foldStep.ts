import type { Content, Delta, JsonValue, Step, TextContent } from '../api/types';
import { assertNever } from '../util/assertNever';

/** The step that a delta belongs to when the stream never started it. */
export function stepFor(delta: Delta): Step {
  switch (delta.type) {
    case 'text':
    case 'text_annotation_delta':
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
      return { type: 'model_output' };
    case 'thought_summary':
    case 'thought_signature':
      return { type: 'thought' };
    case 'arguments_delta':
      return { type: 'function_call', name: '' };
    case 'unknown':
      return { type: 'unknown', raw: {} };
    default:
      return { type: delta.type };
  }
}

/**
 * Adds a delta to its step, the way a unary answer would hold the sum. Pieces of arguments are not folded here:
 * they are text until the step stops. A delta that does not fit its step changes nothing.
 *
 * Source: https://ai.google.dev/gemini-api/docs/interactions (streaming)
 */
export function foldStep(step: Step, delta: Delta): Step {
  switch (delta.type) {
    case 'text':
      return step.type === 'model_output' ? { ...step, content: withText(step.content, delta.text) } : step;
    case 'text_annotation_delta':
      return step.type === 'model_output'
        ? {
            ...step,
            content: withLastText(step.content, (block) => ({
              ...block,
              annotations: [...(block.annotations ?? []), ...delta.annotations],
            })),
          }
        : step;
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
      return step.type === 'model_output' ? { ...step, content: [...(step.content ?? []), delta] } : step;
    case 'thought_summary':
      return step.type === 'thought' ? { ...step, summary: withContent(step.summary, delta.content) } : step;
    case 'thought_signature':
      return 'signature' in step || step.type === 'thought'
        ? delta.signature === ''
          ? step
          : { ...step, signature: delta.signature }
        : step;
    case 'arguments_delta':
    case 'unknown':
      return step;
    default: {
      if (step.type !== delta.type) return step;
      const { type: _type, result, ...fields } = delta;
      const defined = Object.fromEntries(
        Object.entries(fields).filter(
          ([key, value]) => value !== undefined && !(key === 'signature' && value === ''),
        ),
      );
      const previous = 'result' in step ? step.result : undefined;
      return {
        ...step,
        ...defined,
        ...(result === undefined ? {} : { result: joinResults(previous, result) }),
      };
    }
  }
}

/** The step as it stands when it is over: arguments parsed, an empty signature gone. */
export function closeStep(step: Step, argumentsText: string): Step {
  let closed = step;
  if (closed.type === 'function_call' && argumentsText !== '') {
    closed = { ...closed, arguments: parseArguments(argumentsText) };
  }
  if ('signature' in closed && closed.signature === '') {
    const { signature: _signature, ...rest } = closed;
    closed = rest;
  }
  return closed;
}

/** An object where the text is one; else the text itself, so that nothing is lost and the caller can tell. */
function parseArguments(text: string): { readonly [key: string]: JsonValue } | string {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as { readonly [key: string]: JsonValue };
    }
  } catch {
    // The text is kept as it came.
  }
  return text;
}

function withText(content: readonly Content[] | undefined, text: string): readonly Content[] {
  const blocks = content ?? [];
  const last = blocks.at(-1);
  return last?.type === 'text'
    ? [...blocks.slice(0, -1), { ...last, text: last.text + text }]
    : [...blocks, { type: 'text', text }];
}

function withLastText(
  content: readonly Content[] | undefined,
  change: (block: TextContent) => TextContent,
): readonly Content[] {
  const blocks = content ?? [];
  const at = blocks.findLastIndex((block) => block.type === 'text');
  const block = blocks[at];
  return block?.type === 'text'
    ? blocks.with(at, change(block))
    : [...blocks, change({ type: 'text', text: '' })];
}

function withContent(content: readonly Content[] | undefined, added: Content): readonly Content[] {
  switch (added.type) {
    case 'text':
      return withText(content, added.text);
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
    case 'unknown':
      return [...(content ?? []), added];
    default:
      return assertNever(added);
  }
}

function joinResults(
  previous: JsonValue | readonly Content[] | undefined,
  next: JsonValue | readonly Content[],
): JsonValue | readonly Content[] {
  if (typeof previous === 'string' && typeof next === 'string') return previous + next;
  if (Array.isArray(previous) && Array.isArray(next)) return [...previous, ...next] as readonly JsonValue[];
  return next;
}
