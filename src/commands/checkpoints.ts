import type { Chats } from '../session/chats';
import type { ChatPanels } from '../vscode/chatPanels';
import { InputError } from '../vscode/readInput';
import type { WorkspaceLoader } from '../vscode/workspaceLoader';

/** The command that brings back what was there before a message. */
export function checkpointCommands(chats: Chats, panels: ChatPanels, workspace: WorkspaceLoader) {
  return {
    async restoreCheckpoint(asked?: unknown): Promise<void> {
      const { chatId, turnId } = referenceOf(asked);
      const chat = chatId === undefined ? panels.active?.chat : await chats.open(chatId);
      if (chat === undefined) throw new InputError('Open the chat first in which you want to go back.');
      await workspace.restoreCheckpoint(chat, turnId);
    },
  };
}

/** A chat and a turn of it, from the panel or a keybinding. */
function referenceOf(asked: unknown): { readonly chatId?: string; readonly turnId?: string } {
  if (typeof asked !== 'object' || asked === null) return {};
  const { chatId, turnId } = asked as Readonly<Record<string, unknown>>;
  return {
    ...(typeof chatId === 'string' ? { chatId } : {}),
    ...(typeof turnId === 'string' ? { turnId } : {}),
  };
}
