import { decodeAnnotations, decodeContent } from './decodeContent';
import { callTypes, decodeArguments, resultTypes, toolFields } from './decodeStep';
import { isObject, text } from './json';
import { isUnknown, mended, unknown } from './mend';
import type { Delta, Unknown } from './types';

// Every `as` stands behind the checks that make it true.

/** Decodes a delta; one that says nothing or is not known is wrapped whole. */
export function decodeDelta(value: unknown): Delta {
  if (!isObject(value)) return unknown(value);
  const type = value['type'];
  if (type === undefined || type === null)
    return typeof value['text'] === 'string'
      ? (mended(value, { type: 'text' }) as unknown as Delta)
      : unknown(value);
  switch (type) {
    case 'text':
      return mended(value, { text: text(value['text']) ?? '' }) as unknown as Delta;
    case 'text_annotation_delta':
    case 'text_annotation':
      return mended(value, {
        type: 'text_annotation_delta',
        annotations: decodeAnnotations(value['annotations']) ?? [],
      }) as unknown as Delta;
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
      return decodeContent(value);
    case 'thought_summary': {
      const content = value['content'];
      if (typeof content !== 'string' && !isObject(content)) return unknown(value);
      return mended(value, { content: decodeContent(content) }) as unknown as Delta;
    }
    case 'thought_signature':
      return typeof value['signature'] === 'string'
        ? (mended(value, {}) as unknown as Delta)
        : unknown(value);
    case 'arguments_delta': {
      const pieces = decodeArguments(value['arguments']) ?? '';
      const json = typeof pieces === 'string' ? pieces : JSON.stringify(pieces);
      return mended(value, { arguments: json }) as unknown as Delta;
    }
    default:
      if (isUnknown(value)) return value as unknown as Unknown;
      if (callTypes.has(type)) return mended(value, toolFields(value, true)) as unknown as Delta;
      if (resultTypes.has(type) || type === 'function_result')
        return mended(value, toolFields(value, false)) as unknown as Delta;
      return unknown(value);
  }
}
