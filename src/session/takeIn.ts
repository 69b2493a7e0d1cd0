import type { ConversationEvent } from '../conversation/events';
import { mapMedia, mediaNames } from '../conversation/mapMedia';
import type { Conversation } from '../conversation/state';
import type { ChatFile } from './chatFile';
import type { MediaStore } from './media';

/** Writes the media of a chat that came as a file, and names them in the conversation as the folder does. */
export async function keepMedia({ conversation, media }: ChatFile, store: MediaStore): Promise<Conversation> {
  const names = new Map<string, string>();
  for (const [name, mimeType] of mediaNames(conversation)) {
    const bytes = media.get(name);
    if (bytes !== undefined) names.set(name, await store.put(bytes, mimeType));
  }
  return mapMedia(conversation, ({ exported_media: exported = '', media: _none, ...block }) => {
    const name = names.get(exported);
    return name === undefined ? block : { ...block, media: name };
  });
}

/** The events that make the conversation. Each turn is one, so that a torn line of the journal costs one turn. */
export function eventsOf(conversation: Conversation): readonly ConversationEvent[] {
  const { turns, title, headId, pinned, store, queue } = conversation;
  return [
    ...turns.map((turn, at): ConversationEvent => ({
      type: 'imported',
      turns: [turn],
      headId: at === turns.length - 1 ? headId : turn.id,
    })),
    ...(title === '' ? [] : [{ type: 'renamed', title } as const]),
    ...(pinned === true ? [{ type: 'pinned', pinned } as const] : []),
    ...(store === undefined ? [] : [{ type: 'storeSwitched', store } as const]),
    ...queue.map(({ id, input }): ConversationEvent => ({ type: 'queued', messageId: id, input })),
  ];
}
