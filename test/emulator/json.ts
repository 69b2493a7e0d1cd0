import type { JsonObject, JsonValue } from '../../src/api/types';

/** Whether a value is an object and neither null nor a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as an object; an empty one for anything else. */
export function toObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** The value as a list; an empty one for anything else. */
export function toList(value: unknown): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

/** The value as text; undefined for anything else. */
export function toText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The value as a number; undefined for anything else. */
export function toNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** The object without its null and undefined fields, all the way down: clients replay objects full of nulls. */
export function withoutNulls(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([, field]) => field !== null && field !== undefined);
  return Object.fromEntries(entries.map(([key, field]) => [key, withoutNulls(field ?? null)]));
}

/** An object of the wire's types as plain JSON, which it is: interfaces only lack the index signature to say so. */
export const plain = (value: object): JsonObject => value as JsonObject;

/** A JSON value as text: a string as it is, nothing as an empty one, everything else as JSON. */
export function words(value: JsonValue | undefined): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}
