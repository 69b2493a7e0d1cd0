import type * as vscode from 'vscode';
import type { Chat } from '../session/chats';
import { inlineLimit } from '../session/attachmentLimits';
import { InputError } from './readInput';

/** Attaches files to the next message of a chat. What cannot be attached is named above the composer; the rest is. */
export async function attachFiles(
  chat: Pick<Chat, 'draft' | 'media'>,
  uris: readonly vscode.Uri[],
): Promise<void> {
  const { readFileInput } = await import('./readFileInput');
  const refused: string[] = [];
  for (const uri of uris) {
    try {
      const room = inlineLimit - chat.draft.mediaBytes(uri.toString());
      const { block, large } = await readFileInput(uri, chat.media, room);
      if (large === undefined) chat.draft.add(block);
      else chat.draft.addLarge(block, large);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      refused.push(error.message);
    }
  }
  if (refused.length > 0) chat.draft.note(refused.join(' '));
}
