import { createFootnotes } from './footnotes';
import { attachmentsOf, path, questionOf } from './select';
import type { Conversation } from './state';

/** The branch that is shown as a Markdown document, the pages that it rests on as footnotes. */
export function exportMarkdown(conversation: Conversation): string {
  const lines = [`# ${conversation.title === '' ? 'Chat with Gemini' : conversation.title}`, ''];
  const footnotes = createFootnotes();
  for (const turn of path(conversation)) {
    lines.push('## You', '', questionOf(turn), '');
    const attached = attachmentsOf(turn).map(
      ({ block }) => `\`${block.origin?.path ?? block.origin?.name ?? ''}\``,
    );
    if (attached.length > 0) lines.push(`Attached: ${attached.join(', ')}`, '');
    lines.push(`## Gemini (${turn.model})`, '', footnotes.answer(turn), '');
    if (turn.status === 'stopped') lines.push('*Stopped before it was complete.*', '');
    if (turn.failure !== undefined) lines.push(`*${turn.failure.message}*`, '');
  }
  const notes = footnotes.lines();
  if (notes.length > 0) lines.push(...notes, '');
  return lines.join('\n');
}
