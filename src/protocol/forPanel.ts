import type { Content } from '../api/types';
import { resultContents } from '../conversation/callText';
import type { CallState } from '../conversation/calls';
import type { ConversationEvent } from '../conversation/events';
import type { InputBlock, Turn } from '../conversation/state';

/** As many characters of what a call has told the model, and of what it has printed, reach the panel. */
const longest = 4_000;

/** An event, without what the panel does not show. */
export function eventForPanel(event: ConversationEvent): ConversationEvent {
  switch (event.type) {
    case 'turnStarted':
    case 'queued':
      return inputForPanel(event);
    case 'imported':
      return { ...event, turns: event.turns.map(turnForPanel) };
    case 'callChanged':
      return { ...event, call: callForPanel(event.call) };
    default:
      return event;
  }
}

/** A turn, without what the panel does not show. */
export function turnForPanel(turn: Turn): Turn {
  const shown = inputForPanel(turn);
  if (turn.calls === undefined) return shown;
  const calls = Object.entries(turn.calls).map(([key, call]) => [key, callForPanel(call)] as const);
  return { ...shown, calls: Object.fromEntries(calls) };
}

/** The panel shows attachments as chips: their text stays in the extension. */
export function inputForPanel<T extends { readonly input: readonly InputBlock[] }>(holder: T): T {
  return { ...holder, input: holder.input.map(blockForPanel) };
}

function blockForPanel(block: InputBlock): InputBlock {
  return block.origin !== undefined && block.content.type === 'text'
    ? { ...block, content: { type: 'text', text: '' } }
    : block;
}

/** Of a call that is over the beginning of its result is shown, and the end of its output. */
function callForPanel(call: CallState): CallState {
  if (call.state !== 'answered') return call;
  return {
    ...call,
    result: { ...call.result, result: resultContents(call.result).map(contentForPanel) },
    ...(call.output === undefined ? {} : { output: call.output.slice(-longest) }),
  };
}

function contentForPanel(content: Content): Content {
  if (content.type !== 'text' || content.text.length <= longest) return content;
  const more = (content.text.length - longest).toLocaleString('en-US');
  return { type: 'text', text: `${content.text.slice(0, longest)}\n… ${more} more characters` };
}
