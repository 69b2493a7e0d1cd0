import { isObject, parseJson, text } from './json';
import type { JsonObject, JsonValue, Unknown } from './types';

// Objects of the wire are kept as they are; a copy is made only where something has to be mended.

/** Wraps a member of a union that is not known; what is not an object becomes `raw.value`. */
export function unknown(value: unknown): Unknown {
  return { type: 'unknown', raw: isObject(value) ? value : { value: value as JsonValue } };
}

/** The object with its nulls left out and the given fields set, undefined removing them; itself when that changes nothing. */
export function mended(object: JsonObject, fields: Readonly<Record<string, unknown>>): JsonObject {
  let copy: Record<string, JsonValue | undefined> | undefined;
  for (const key of Object.keys(object)) {
    if (object[key] !== null || key in fields) continue;
    copy ??= { ...object };
    delete copy[key];
  }
  for (const key of Object.keys(fields)) {
    const value = fields[key] as JsonValue | undefined;
    if (value === object[key]) continue;
    copy ??= { ...object };
    if (value === undefined) delete copy[key];
    else copy[key] = value;
  }
  return copy ?? object;
}

/** The array with each element decoded; itself when that changes none. */
export function mapped<T>(values: readonly unknown[], decode: (value: unknown) => T): readonly T[] {
  const decoded = values.map((value) => decode(value));
  return decoded.some((value, index) => value !== values[index]) ? decoded : (values as readonly T[]);
}

/** An id, also one that arrived as a number. */
export function identifier(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : text(value);
}
/** The boolean, or undefined when the value is something else. */
export function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}
/** The number, or undefined when the value is something else. */
export function count(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
/** The object, or undefined when the value is something else. */
export function record(value: unknown): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}
/** An object that may have arrived as its JSON text. */
export function parsedRecord(value: unknown): JsonObject | undefined {
  return record(typeof value === 'string' ? parseJson(value) : value);
}
/** Whether an object is one that was wrapped before. */
export function isUnknown(object: JsonObject): boolean {
  return object['type'] === 'unknown' && isObject(object['raw']);
}
