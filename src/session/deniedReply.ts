import type { ToolReply } from '../tools/toolbox';

/** What the model is told of a call that the person did not allow. */
export function deniedReply(reason: string): ToolReply {
  const why = reason.trim();
  const text =
    why === ''
      ? 'The person did not allow this call. Do not try it again in another way; go on without it, or say what you need it for.'
      : `The person did not allow this call, and said: ${why}`;
  return {
    outcome: 'denied',
    summary: why === '' ? 'not allowed' : `not allowed: ${why}`,
    content: [{ type: 'text', text }],
  };
}
