import { isObject } from './json';
import type { Annotation, Content, CreateRequest, JsonObject, JsonValue, Step, Unknown } from './types';

type Input = CreateRequest['input'];
type Block = Content | Step;

const mediaTypes = new Set<unknown>(['image', 'audio', 'video', 'document']);

function mapped<T, U>(values: readonly T[], encode: (value: T) => U): readonly U[] {
  const encoded = values.map((value) => encode(value));
  return encoded.some((value, index) => (value as unknown) !== values[index])
    ? encoded
    : (values as unknown as readonly U[]);
}

function isWrapped(value: { readonly type: string }): value is Unknown {
  return value.type === 'unknown' && 'raw' in value && isObject(value.raw);
}

function withoutMedia(content: Content): Content {
  if (!('media' in content)) return content;
  const { media: _media, ...sent } = content;
  return sent;
}

function encodeAnnotation(annotation: Annotation): Annotation | JsonObject {
  return isWrapped(annotation) ? annotation.raw : annotation;
}

/** A content block as it travels: what was not known is unwrapped, the internal `media` key is left out. */
export function encodeContent(content: Content): Content | JsonObject {
  if (isWrapped(content)) return content.raw;
  if (content.type !== 'text') return withoutMedia(content);
  if (content.annotations === undefined) return content;
  const annotations = mapped(content.annotations, encodeAnnotation);
  return (annotations as unknown) === content.annotations
    ? content
    : ({ ...content, annotations } as unknown as JsonObject);
}

/** The result of a tool: any JSON, or content blocks, of which those with media may carry the internal key. */
function encodeResult(result: JsonValue | readonly Content[]): unknown {
  if (!Array.isArray(result)) return result;
  return mapped(result as readonly unknown[], (element) =>
    isObject(element) && (mediaTypes.has(element['type']) || element['type'] === 'unknown')
      ? encodeContent(element as unknown as Content)
      : element,
  );
}

function replaced(step: Step, key: string, value: unknown, previous: unknown): Step | JsonObject {
  return value === previous ? step : { ...step, [key]: value };
}

/** A step as it travels, exactly as it was received: what was not known is unwrapped, the internal `media` key is left out. */
export function encodeStep(step: Step): Step | JsonObject {
  if (isWrapped(step)) return step.raw;
  switch (step.type) {
    case 'user_input':
    case 'model_output': {
      const { content } = step;
      if (content === undefined || typeof content === 'string') return step;
      return replaced(step, 'content', mapped(content, encodeContent), content);
    }
    case 'thought':
      if (step.summary === undefined) return step;
      return replaced(step, 'summary', mapped(step.summary, encodeContent), step.summary);
    default:
      if (!('result' in step) || step.result === undefined) return step;
      return replaced(step, 'result', encodeResult(step.result), step.result);
  }
}

const contentTypes = new Set<string>(['text', 'image', 'audio', 'video', 'document']);

/** The input of a request as it travels. */
export function encodeInput(input: Input): unknown {
  if (typeof input === 'string') return input;
  return mapped(input as readonly Block[], (block) =>
    contentTypes.has(block.type) ? encodeContent(block as Content) : encodeStep(block as Step),
  );
}
