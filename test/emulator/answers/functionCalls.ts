import type { JsonObject, JsonValue, Step } from '../../../src/api/types';
import type { Ids } from '../interactions/ids';
import type { Run } from '../interactions/run';
import { isObject, toList, toObject, toText, words } from '../json';
import { questionOf } from './question';
import { sample } from './structured';

interface Declared {
  readonly name: string;
  readonly description: string;
  readonly parameters: JsonObject;
}

/**
 * The calls that the default script makes: functions whose name or description shares words with the question, once
 * for each place or path that is named. After results, and with `tool_choice` none, there are none; `any` forces one.
 */
export function functionSteps(run: Run, ids: Ids): readonly Step[] {
  if (run.input.at(-1)?.type === 'function_result') return [];
  const { mode, names } = choiceOf(toObject(run.request['generation_config'])['tool_choice']);
  if (mode === 'none') return [];
  const declared = toList(run.request['tools']).flatMap((tool) => declaration(toObject(tool)));
  const allowed = names === undefined ? declared : declared.filter(({ name }) => names.includes(name));
  const { text, code } = questionOf(run);
  const scored = allowed
    .map((tool) => ({ tool, score: likeness(tool, text) }))
    .sort((a, b) => b.score - a.score);
  const best = scored[0];
  // A question about code that came along needs no look around, unless it names a function.
  const enough = code.length > 0 ? byName : 2;
  if (!best || (best.score < enough && mode !== 'any')) return [];
  return argumentSets(best.tool, text).map((given) => ({
    type: 'function_call',
    id: ids.call(),
    name: best.tool.name,
    arguments: given,
  }));
}

function choiceOf(choice: JsonValue | undefined): { mode: string; names?: readonly string[] } {
  if (!isObject(choice)) return { mode: words(choice ?? 'auto') };
  const { mode, tools } = toObject(choice['allowed_tools']);
  return {
    mode: words(mode ?? 'auto'),
    ...(tools === undefined ? {} : { names: toList(tools).map(String) }),
  };
}

function declaration({ type, name, description, parameters }: JsonObject): readonly Declared[] {
  if (type !== 'function' || typeof name !== 'string') return [];
  return [{ name, description: toText(description) ?? '', parameters: toObject(parameters) }];
}

const common = new Set([
  'this',
  'that',
  'with',
  'from',
  'given',
  'what',
  'where',
  'which',
  'have',
  'gets',
  'current',
  'code',
  'file',
  'explain',
  'about',
  'your',
  'there',
  'into',
  'please',
  'make',
  'them',
]);

const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((word) => word.length > 3 && !common.has(word))
      .map((word) => word.replace(/s$/, '')),
  );

/** The likeness of a question that names the function itself. */
const byName = 10;

/** A word of the name counts twice as much as one of the description, which counts only beside one of the name. */
function likeness({ name, description }: Declared, question: string): number {
  const asked = wordsOf(question);
  const shared = (words: ReadonlySet<string>): number => [...words].filter((word) => asked.has(word)).length;
  if (question.includes(name)) return byName;
  const ofName = shared(wordsOf(name));
  return ofName === 0 ? 0 : ofName * 2 + shared(wordsOf(description));
}

function argumentSets({ parameters }: Declared, question: string): readonly JsonObject[] {
  const properties = Object.entries(toObject(parameters['properties']));
  const required = toList(parameters['required']).map(String);
  const wanted = properties.filter(([name]) => required.length === 0 || required.includes(name));
  const first = wanted.find(
    ([, schema]) => toObject(schema)['type'] === 'string' && !toObject(schema)['enum'],
  );
  const values = first ? valuesFor(first[0], question) : [''];
  return values.map((value) =>
    Object.fromEntries(
      wanted.map(([name, schema]) => [
        name,
        name === first?.[0] ? value : other(toObject(schema), question, parameters),
      ]),
    ),
  );
}

/** What the question names: paths, places after “in”, what stands in quotes, or the question itself. */
function valuesFor(parameter: string, question: string): readonly string[] {
  if (/path|file|uri/i.test(parameter)) {
    const paths = question.match(/[\w./-]+\.\w+/g);
    if (paths) return [...new Set(paths)];
  }
  const quotes = [...question.matchAll(/["“`']([^"”`']+)["”`']/g)].map(([, inside = '']) => inside);
  if (quotes.length > 0) return quotes;
  const places =
    /\b(?:in|for|at|of)\s+((?:[A-Z][\w-]*(?:\s[A-Z][\w-]*)*)(?:(?:,\s*|\s+and\s+)[A-Z][\w-]*(?:\s[A-Z][\w-]*)*)*)/.exec(
      question,
    );
  return places?.[1]?.split(/,\s*|\s+and\s+/) ?? [question];
}

function other(schema: JsonObject, question: string, root: JsonObject): JsonValue {
  const options = toList(schema['enum']);
  const named = options.find((option) => question.toLowerCase().includes(words(option).toLowerCase()));
  if (named !== undefined) return named;
  const number = /-?\d+(?:\.\d+)?/.exec(question)?.[0];
  if ((schema['type'] === 'number' || schema['type'] === 'integer') && number !== undefined)
    return Number(number);
  return sample(schema, root);
}
