import type { JsonObject, JsonValue } from '../../../src/api/types';
import { isObject, toList, toNumber, toObject, toText, words } from '../json';

/** The JSON text that a request's schema asks for; undefined when it asks for no JSON. */
export function structuredText(request: JsonObject): string | undefined {
  const wanted = request['response_format'];
  const formats = (isObject(wanted) ? [wanted] : toList(wanted)).map(toObject);
  const format = formats.find(({ type, mime_type }) => type === 'text' && mime_type === 'application/json');
  if (!format) return undefined;
  const schema = toObject(format['schema']);
  return JSON.stringify(sample(schema, schema), null, 2);
}

const formats: Readonly<Record<string, string>> = {
  'date-time': '2026-01-31T12:00:00Z',
  date: '2026-01-31',
  time: '12:00:00Z',
  duration: 'PT15M',
  email: 'emulator@example.com',
  uri: 'https://example.com/emulator',
  url: 'https://example.com/emulator',
  uuid: '6f1ed002-ab5c-4a5b-8c3d-0123456789ab',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  hostname: 'example.com',
};

/**
 * A value that is valid for a schema of the documented subset: types and lists of them, `enum`, `const`, `$ref` into
 * the root, `anyOf`, `oneOf`, `allOf`, bounds of numbers and of lists, formats. Optional fields are filled too, until
 * a schema that contains itself grows too deep.
 */
export function sample(schema: JsonObject, root: JsonObject, name = 'value', depth = 0): JsonValue {
  const reference = toText(schema['$ref']);
  if (reference !== undefined) return sample(resolve(reference, root), root, name, depth + 1);
  if (schema['const'] !== undefined) return schema['const'];
  const options = toList(schema['enum']);
  if (options.length > 0) return options[0] ?? null;
  const choices = toList(schema['anyOf'] ?? schema['oneOf']).map(toObject);
  if (choices.length > 0) return sample(chosen(choices, depth), root, name, depth + 1);
  const parts = toList(schema['allOf']).map(toObject);
  if (parts.length > 0) return sample(Object.assign({}, ...parts) as JsonObject, root, name, depth + 1);
  switch (typeOf(schema, depth)) {
    case 'object':
      return objectOf(schema, root, depth);
    case 'array':
      return arrayOf(schema, root, name, depth);
    case 'integer':
      return Math.ceil(numberOf(schema, 15));
    case 'number':
      return numberOf(schema, 1.5);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return textOf(schema, name);
  }
}

/** The branch that ends soonest once a schema has grown deep: null where there is one. */
function chosen(choices: readonly JsonObject[], depth: number): JsonObject {
  const isNull = ({ type }: JsonObject): boolean => type === 'null';
  const simple =
    choices.find((choice) => isNull(choice)) ?? choices.find((choice) => choice['$ref'] === undefined);
  return (depth > 6 ? simple : choices.find((choice) => !isNull(choice))) ?? choices[0] ?? {};
}

function resolve(reference: string, root: JsonObject): JsonObject {
  let found: JsonValue = root;
  for (const part of reference.replace(/^#\/?/, '').split('/').filter(Boolean)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    found = Array.isArray(found) ? (found[Number(key)] ?? null) : (toObject(found)[key] ?? null);
  }
  return toObject(found);
}

function typeOf(schema: JsonObject, depth: number): string {
  const type = schema['type'];
  const types = Array.isArray(type) ? type.map(words) : [words(type ?? '')];
  if (schema['nullable'] === true && depth > 6) return 'null';
  if (depth > 6 && types.includes('null')) return 'null';
  const named = (types.find((one) => one !== 'null') ?? types[0] ?? '').toLowerCase();
  if (named !== '') return named;
  return schema['properties'] ? 'object' : schema['items'] ? 'array' : 'string';
}

function objectOf(schema: JsonObject, root: JsonObject, depth: number): JsonObject {
  const required = toList(schema['required']);
  const fields = Object.entries(toObject(schema['properties'])).filter(
    ([name]) => depth < 6 || required.includes(name),
  );
  return Object.fromEntries(
    fields.map(([name, field]) => [name, sample(toObject(field), root, name, depth + 1)]),
  );
}

function arrayOf(schema: JsonObject, root: JsonObject, name: string, depth: number): readonly JsonValue[] {
  const least = toNumber(schema['minItems']) ?? 0;
  const most = toNumber(schema['maxItems']) ?? Math.max(2, least);
  const count = depth > 6 ? least : Math.min(most, Math.max(2, least));
  const prefix = toList(schema['prefixItems']).map(toObject);
  return Array.from({ length: Math.max(count, prefix.length) }, (_, index) =>
    sample(prefix[index] ?? toObject(schema['items']), root, `${name} ${index + 1}`, depth + 1),
  );
}

function numberOf(schema: JsonObject, usual: number): number {
  const step = toNumber(schema['multipleOf']) ?? 0;
  const over = toNumber(schema['exclusiveMinimum']);
  const under = toNumber(schema['exclusiveMaximum']);
  // Between two bounds that do not count themselves, a number that is no integer may be the only choice.
  if (over !== undefined && under !== undefined && under - over <= 1) return (over + under) / 2;
  const least = toNumber(schema['minimum']) ?? (over === undefined ? -Infinity : over + (step || 1));
  const most = toNumber(schema['maximum']) ?? (under === undefined ? Infinity : under - (step || 1));
  const value = Math.min(most, Math.max(least, usual));
  return step > 0 ? Math.ceil(value / step) * step : value;
}

function textOf(schema: JsonObject, name: string): string {
  const format = formats[words(schema['format'])];
  if (format !== undefined) return format;
  const sentence = `Emulated ${name.replace(/[_-]/g, ' ')}`;
  const least = toNumber(schema['minLength']) ?? 0;
  return sentence.padEnd(least, '.').slice(0, toNumber(schema['maxLength']) ?? undefined);
}
