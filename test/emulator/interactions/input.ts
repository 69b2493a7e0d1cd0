import type { JsonObject, Step } from '../../../src/api/types';
import { invalid } from '../errors';
import { isObject, toList, toObject, toText, withoutNulls } from '../json';

const contentTypes = new Set(['text', 'image', 'audio', 'video', 'document']);

/** What the service answers to clients of the schema before steps. */
export const legacyMessage =
  'The legacy Interactions API schema is no longer supported. Please upgrade your client SDK to Python >= 2.0.0 or JavaScript/TypeScript >= 2.0.0.';

/**
 * The input of a request as steps: a text, one content block, a list of blocks, and a list of steps are all one thing.
 * Loose blocks in a row become a user's step; results inside a user's step become steps of their own.
 *
 * @throws ServiceError 400 when it is none of them
 */
export function inputSteps(input: unknown): readonly Step[] {
  if (typeof input === 'string') return [{ type: 'user_input', content: [{ type: 'text', text: input }] }];
  const members = isObject(input) ? [input] : toList(input);
  if (members.length === 0) throw invalid("The 'input' field is required and must not be empty.");
  const steps: JsonObject[] = [];
  let loose: JsonObject[] = [];
  const close = (): void => {
    if (loose.length > 0) steps.push({ type: 'user_input', content: loose });
    loose = [];
  };
  for (const [index, member] of members.entries()) {
    const object = toObject(withoutNulls(member));
    const type = toText(object['type']);
    if (type === undefined && object['role'] !== undefined) throw invalid(legacyMessage);
    if (type === undefined) throw invalid(`The field 'type' is required at 'input[${index}]'.`);
    if (contentTypes.has(type)) {
      loose.push(object);
    } else {
      close();
      steps.push(...withoutNestedResults(object));
    }
  }
  close();
  // The border where JSON becomes steps: their types were looked at above, the rest is the client's affair.
  return steps as unknown as readonly Step[];
}

function withoutNestedResults(step: JsonObject): readonly JsonObject[] {
  if (step['type'] !== 'user_input') return [step];
  if (typeof step['content'] === 'string')
    return [{ ...step, content: [{ type: 'text', text: step['content'] }] }];
  const blocks = toList(step['content']).map(toObject);
  const results = blocks.filter(({ type }) => type === 'function_result');
  const others = blocks.filter(({ type }) => type !== 'function_result');
  return others.length === 0 && results.length > 0 ? results : [...results, { ...step, content: others }];
}

/** The texts of a step of the user. */
export function textsOf(step: Step): readonly string[] {
  if (step.type !== 'user_input') return [];
  if (typeof step.content === 'string') return [step.content];
  return (step.content ?? []).flatMap((content) => (content.type === 'text' ? [content.text] : []));
}

/** The addresses that the user's blocks refer to. */
export function urisOf(steps: readonly Step[]): readonly string[] {
  return steps.flatMap((step) =>
    step.type !== 'user_input' || typeof step.content === 'string'
      ? []
      : (step.content ?? []).flatMap((content) =>
          'uri' in content && typeof content.uri === 'string' ? [content.uri] : [],
        ),
  );
}

/** What the user says at the very end of a request's body; empty when it ends with a result, or is no request. */
export function newestPrompt(body: Buffer): string {
  try {
    const last = inputSteps(toObject(JSON.parse(body.toString('utf8')))['input']).at(-1);
    return last ? textsOf(last).join('\n') : '';
  } catch {
    return '';
  }
}
