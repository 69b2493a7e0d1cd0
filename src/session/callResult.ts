import type { FunctionResultStep } from '../api/types';
import type { TurnCall } from '../conversation/calls';
import type { ToolReply } from '../tools/toolbox';

/** What the service is sent as the result of a call. */
export function resultStep(
  { step }: TurnCall,
  { outcome, output: _output, ...reply }: ToolReply,
): FunctionResultStep {
  return {
    type: 'function_result',
    call_id: step.id ?? '',
    name: step.name,
    result: reply.content,
    ...(outcome === 'done' ? {} : { is_error: true }),
  };
}
