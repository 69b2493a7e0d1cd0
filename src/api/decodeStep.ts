import { decodeContents } from './decodeContent';
import { isObject, text } from './json';
import { flag, identifier, isUnknown, mended, parsedRecord, unknown } from './mend';
import {
  serverCallTypes,
  serverResultTypes,
  type JsonObject,
  type Step,
  type Unknown,
  type WireError,
} from './types';

// Every `as` stands behind the checks that make it true.

/** Decodes an error that is part of something else; a bare string is its message. */
export function decodeWireError(value: unknown): WireError | undefined {
  if (typeof value === 'string') return { message: value };
  if (!isObject(value)) return undefined;
  const code = value['code'];
  return mended(value, {
    code: typeof code === 'number' ? code : text(code),
    message: text(value['message']),
  });
}

/** The arguments of a call: an object, or the text of what is not one. */
export function decodeArguments(value: unknown): JsonObject | string | undefined {
  if (value === undefined || value === null) return undefined;
  return isObject(value) || typeof value === 'string' ? value : JSON.stringify(value);
}

/** Types of the calls that the service answers itself, for a look-up of any value. */
export const callTypes = new Set<unknown>(serverCallTypes);
/** Types of its answers to them. */
export const resultTypes = new Set<unknown>(serverResultTypes);

/** The fields of steps and deltas that carry a call of the service itself, or the answer to one. */
export function toolFields(value: JsonObject, isCall: boolean): Readonly<Record<string, unknown>> {
  const common = {
    name: text(value['name']),
    server_name: text(value['server_name']),
    signature: text(value['signature']),
  };
  return isCall
    ? { ...common, id: identifier(value['id']), arguments: parsedRecord(value['arguments']) }
    : { ...common, call_id: identifier(value['call_id']), is_error: flag(value['is_error']) };
}

function stepFields(step: JsonObject): Readonly<Record<string, unknown>> | undefined {
  const type = step['type'];
  switch (type) {
    case 'user_input':
      return { content: text(step['content']) ?? decodeContents(step['content']) };
    case 'thought':
      return { signature: text(step['signature']), summary: decodeContents(step['summary']) };
    case 'model_output':
      return { content: decodeContents(step['content']), error: decodeWireError(step['error']) };
    case 'function_call':
      return {
        id: identifier(step['id']),
        name: text(step['name']) ?? '',
        arguments: decodeArguments(step['arguments']),
        signature: text(step['signature']),
      };
    case 'function_result':
      return toolFields(step, false);
    default:
      return callTypes.has(type) || resultTypes.has(type) ? toolFields(step, callTypes.has(type)) : undefined;
  }
}

/** Decodes a step; one of a type that is not known is wrapped whole. */
export function decodeStep(value: unknown): Step {
  if (!isObject(value)) return unknown(value);
  if (isUnknown(value)) return value as unknown as Unknown;
  const fields = stepFields(value);
  return fields === undefined ? unknown(value) : (mended(value, fields) as unknown as Step);
}
