import type { Content, FunctionCallStep, FunctionResultStep, JsonObject } from '../api/types';
import type { CallState } from './calls';

/** The blocks of a result, whatever shape it came in. */
export function resultContents({ result }: FunctionResultStep): readonly Content[] {
  if (typeof result === 'string') return [{ type: 'text', text: result }];
  if (result === undefined) return [];
  if (isContents(result)) return result;
  return [{ type: 'text', text: JSON.stringify(result, undefined, 2) }];
}

/** The arguments as text for a reader. */
export function argumentsText(given: JsonObject | string | undefined): string {
  return typeof given === 'string' ? given : JSON.stringify(given ?? {}, undefined, 2);
}

/** All that is known of a call, as a Markdown document. */
export function callText(step: FunctionCallStep, call: CallState | undefined): string {
  const parts = [`# ${step.name}`, 'Arguments', fenced(argumentsText(step.arguments), 'json')];
  if (call?.state === 'answered') {
    if (call.arguments !== undefined)
      parts.push('Made with these arguments instead', fenced(argumentsText(call.arguments), 'json'));
    if (call.output !== undefined && call.output !== '') parts.push('Output', fenced(call.output, ''));
    parts.push('What the model was told');
    for (const block of resultContents(call.result))
      parts.push(block.type === 'text' ? fenced(block.text, '') : `(${block.type})`);
  }
  if (call?.state === 'running' && call.output !== '') parts.push('Output so far', fenced(call.output, ''));
  return `${parts.join('\n\n')}\n`;
}

/** A code block that its text cannot end. */
function fenced(text: string, language: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}`;
}

function isContents(result: FunctionResultStep['result']): result is readonly Content[] {
  return (
    Array.isArray(result) &&
    result.every((each: unknown) => typeof each === 'object' && each !== null && 'type' in each)
  );
}
