import { isObject, text } from './json';
import { count, isUnknown, mapped, mended, unknown } from './mend';
import type { Annotation, Content, Unknown } from './types';

// Every `as` stands behind the checks that make it true.

const annotationTypes = new Set<unknown>([
  'url_citation',
  'file_citation',
  'place_citation',
  'speech_metadata',
  'word_info',
]);

function decodeAnnotation(value: unknown): Annotation {
  if (!isObject(value)) return unknown(value);
  if (isUnknown(value)) return value as unknown as Unknown;
  if (!annotationTypes.has(value['type'])) return unknown(value);
  const fields = { start_index: count(value['start_index']), end_index: count(value['end_index']) };
  return mended(value, fields) as unknown as Annotation;
}

/** Decodes annotations, also a single one; undefined when there are none. */
export function decodeAnnotations(value: unknown): readonly Annotation[] | undefined {
  if (Array.isArray(value)) return mapped(value, decodeAnnotation);
  return isObject(value) ? [decodeAnnotation(value)] : undefined;
}

/** Decodes a content block; a bare string and an object with `text` but no `type` are text. */
export function decodeContent(value: unknown): Content {
  if (typeof value === 'string') return { type: 'text', text: value };
  if (!isObject(value)) return unknown(value);
  switch (value['type'] ?? (typeof value['text'] === 'string' ? 'text' : undefined)) {
    case 'text':
      return mended(value, {
        type: 'text',
        text: text(value['text']) ?? '',
        annotations: decodeAnnotations(value['annotations']),
      }) as unknown as Content;
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
      return mended(value, {
        data: text(value['data']),
        uri: text(value['uri']),
        mime_type: text(value['mime_type']),
        channels: count(value['channels']),
        sample_rate: count(value['sample_rate']),
        // Names a file of this machine, so it is never taken from the wire.
        media: undefined,
      }) as unknown as Content;
    case 'unknown':
      return isUnknown(value) ? (value as unknown as Unknown) : unknown(value);
    default:
      return unknown(value);
  }
}

/** Content in any of the shapes that occur: a list, one block, a bare string. */
export function decodeContents(value: unknown): readonly Content[] | undefined {
  if (value === undefined || value === null) return undefined;
  return Array.isArray(value) ? mapped(value, decodeContent) : [decodeContent(value)];
}
