import type { Content } from '../api/types';
import { pathTo } from '../conversation/select';
import type { Turn } from '../conversation/state';
import type { Chat, Chats } from './chats';

/**
 * A new chat that begins with the branch of a chat up to a turn. It continues at the service by the same ids, which
 * costs nothing there; its media are copied, so that each chat can be deleted for itself.
 * @throws when a media file cannot be copied.
 */
export async function continueFrom(chat: Chat, turnId: string, chats: Chats): Promise<Chat> {
  const { conversation } = chat.session;
  const turns = pathTo(conversation, turnId);
  const next = chats.create();
  for (const content of turns.flatMap(contentsOf)) {
    if (!('media' in content) || content.media === undefined) continue;
    await next.media.put(await chat.media.get(content.media), content.mime_type ?? '');
  }
  next.session.takeOver(turns);
  if (conversation.store !== undefined) next.session.switchStore(conversation.store);
  return next;
}

function contentsOf(turn: Turn): readonly Content[] {
  const asked = turn.input.map(({ content }) => content);
  const answered = turn.rounds
    .flatMap(({ steps }) => steps)
    .flatMap((step) => (step.type === 'model_output' ? (step.content ?? []) : []));
  return [...asked, ...answered];
}
