import { type CallState, pendingCalls } from '../conversation/calls';
import type { ConversationEvent } from '../conversation/events';
import type { Turn } from '../conversation/state';

/**
 * Answers the calls that ran when the editor was closed or reloaded. They may have done their work, so they are not made
 * again: the model is told to look. Calls that waited for the person wait again.
 */
export function interruptedCalls(turn: Turn): readonly ConversationEvent[] {
  return pendingCalls(turn).flatMap(({ key, step }): readonly ConversationEvent[] => {
    const state = turn.calls?.[key];
    const changed = (call: CallState): readonly ConversationEvent[] => [
      { type: 'callChanged', turnId: turn.id, callKey: key, call },
    ];
    switch (state?.state) {
      case 'asking':
        // Until it asks again, nobody listens to the answer.
        return changed({ state: 'dropped', title: state.preview.title });
      case 'questioning':
        return changed({ state: 'dropped', title: state.title });
      case 'running':
        return changed({
          state: 'answered',
          outcome: 'failed',
          title: state.title,
          summary: 'interrupted',
          ...(state.output === '' ? {} : { output: state.output }),
          result: {
            type: 'function_result',
            call_id: step.id ?? '',
            name: step.name,
            result: [{ type: 'text', text: interrupted }],
            is_error: true,
          },
        });
      default:
        return [];
    }
  });
}

const interrupted =
  'The editor was closed or reloaded while this ran. It may have done its work, or a part of it: look before you call it again.';
