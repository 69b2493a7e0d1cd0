import { answerOf, attachmentsOf, path, questionOf } from './select';
import type { Conversation } from './state';

/** The branch that is shown as a Markdown document. */
export function exportMarkdown(conversation: Conversation): string {
  const lines = [`# ${conversation.title === '' ? 'Chat with Gemini' : conversation.title}`, ''];
  for (const turn of path(conversation)) {
    lines.push('## You', '', questionOf(turn), '');
    const attached = attachmentsOf(turn).map(
      ({ block }) => `\`${block.origin?.path ?? block.origin?.name ?? ''}\``,
    );
    if (attached.length > 0) lines.push(`Attached: ${attached.join(', ')}`, '');
    lines.push(`## Gemini (${turn.model})`, '', answerOf(turn), '');
    if (turn.status === 'stopped') lines.push('*Stopped before it was complete.*', '');
    if (turn.failure !== undefined) lines.push(`*${turn.failure.message}*`, '');
  }
  return lines.join('\n');
}
