import type { Content, JsonObject, Step } from '../../../src/api/types';
import { plain } from '../json';

/** How a step travels in a stream: what opens it, and what is then added to it. */
export interface Streamed {
  readonly start: JsonObject;
  readonly deltas: readonly JsonObject[];
}

/** A step as `step.start` and `step.delta` events: a client that folds them gets the step that a unary answer has. */
export function streamed(step: Step): Streamed {
  const { type } = step;
  const { type: _, ...fields } = plain(step);
  switch (step.type) {
    case 'user_input':
      return { start: plain(step), deltas: [] };
    case 'thought':
      return {
        start: { type },
        deltas: [
          ...(step.summary ?? []).map((content) => ({
            content: plain(content),
            type: 'thought_summary',
          })),
          ...(step.signature === undefined ? [] : [{ signature: step.signature, type: 'thought_signature' }]),
        ],
      };
    case 'model_output':
      return {
        start: { type, ...(step.error ? { error: { ...step.error } } : {}) },
        deltas: (step.content ?? []).flatMap(contentDeltas),
      };
    case 'function_call':
      return {
        start: { id: fields['id'], type, ...fields, arguments: {} },
        deltas: argumentPieces(JSON.stringify(step.arguments ?? {})).map((piece) => ({
          arguments: piece,
          type: 'arguments_delta',
        })),
      };
    default:
      return withFieldsDelta(type, fields);
  }
}

/** Built-in tools, their results, and results of a sandbox's functions: opened by id, filled by one delta. */
function withFieldsDelta(type: string, fields: JsonObject): Streamed {
  const { id, call_id, ...rest } = fields;
  const name = id === undefined ? { call_id } : { id };
  const signed = type === 'function_result' || type.startsWith('code_execution') ? {} : { signature: '' };
  return { start: { ...name, ...signed, type }, deltas: [{ ...rest, type }] };
}

function contentDeltas(content: Content): JsonObject[] {
  if (content.type === 'text') {
    const pieces = textPieces(content.text).map((text) => ({ text, type: 'text' }));
    const annotations = (content.annotations ?? []).map(plain);
    return annotations.length === 0 ? pieces : [...pieces, { annotations, type: 'text_annotation_delta' }];
  }
  if (content.type === 'audio' && content.data !== undefined)
    return audioChunks(plain(content), content.data);
  return [plain(content)];
}

/** A clip travels as chunks, each of them base64 by itself. */
function audioChunks(content: JsonObject, data: string): JsonObject[] {
  const bytes = Buffer.from(data, 'base64');
  const size = 16_384;
  const count = Math.max(1, Math.ceil(bytes.length / size));
  return Array.from({ length: count }, (_, index) => ({
    ...content,
    data: bytes.subarray(index * size, (index + 1) * size).toString('base64'),
  }));
}

/** Two words at a time, spaces and line breaks kept. */
export function textPieces(text: string): readonly string[] {
  return text.match(/\s*\S+\s+\S+\s*|\s*\S+\s*|\s+/g) ?? (text === '' ? [] : [text]);
}

/** About three pieces, which may end in the middle of a name or a value. */
function argumentPieces(json: string): readonly string[] {
  if (json === '{}') return [];
  const size = Math.ceil(json.length / 3);
  return [0, 1, 2].map((part) => json.slice(part * size, (part + 1) * size)).filter(Boolean);
}
