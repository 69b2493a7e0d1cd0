import * as vscode from 'vscode';
import type { Chats, ConversationStore, ConversationSummary } from '../session/chats';
import type { ChatPanels } from '../vscode/chatPanels';
import { nameOf, pickFromHistory, pickSeveral, type HistoryView } from '../vscode/historyPicker';
import { InputError } from '../vscode/readInput';

const shownNames = 5;

/** The commands about the list of chats. */
export function historyCommands(chats: Chats, panels: ChatPanels, store: ConversationStore) {
  const view = async (): Promise<HistoryView> => ({
    chats: await store.list(),
    currentId: panels.active?.chat.id,
    isRunning: (id) => chats.all.some((chat) => chat.id === id && chat.session.running),
    now: Date.now(),
  });
  const open = async (id: string): Promise<void> => {
    const chat = await chats.open(id);
    if (chat === undefined) throw new InputError('That chat can no longer be read. The log says more.');
    await panels.show(chat);
  };
  const rename = async (id: string, previous: string): Promise<void> => {
    const typed = await vscode.window.showInputBox({
      title: 'Rename chat',
      value: previous,
      validateInput: (value) => (value.trim() === '' ? 'A chat needs a title.' : undefined),
    });
    const title = typed?.replace(/\s+/g, ' ').trim() ?? '';
    if (title !== '' && title !== previous) await chats.relist(id, { type: 'renamed', title });
  };
  const remove = async (doomed: readonly ConversationSummary[]): Promise<void> => {
    if (doomed.length === 0 || !(await confirmed(doomed))) return;
    for (const { id } of doomed) {
      await chats.remove(id);
      panels.replace(id);
    }
  };

  return {
    async showHistory(): Promise<void> {
      let again: Partial<HistoryView> = {};
      for (;;) {
        const current = await view();
        if (current.chats.length === 0) {
          void vscode.window.showInformationMessage('There are no earlier chats in this workspace.');
          return;
        }
        const choice = await pickFromHistory({ ...current, ...again });
        if (choice === undefined) return;
        const { action, chat, typed } = choice;
        if (action === 'open') return open(chat.id);
        if (action === 'rename') await rename(chat.id, chat.title);
        else if (action === 'delete') await remove([chat]);
        else await chats.relist(chat.id, { type: 'pinned', pinned: !chat.pinned });
        again = { typed, activeId: chat.id };
      }
    },
    async renameChat(): Promise<void> {
      const { conversation } = (panels.active ?? (await panels.reveal())).chat.session;
      if (conversation.turns.length === 0)
        throw new InputError('There is no chat to rename yet: it begins with its first question.');
      await rename(conversation.id, conversation.title);
    },
    async deleteChats(): Promise<void> {
      const current = await view();
      if (current.chats.length === 0) throw new InputError('There are no chats in this workspace.');
      await remove((await pickSeveral(current)) ?? []);
    },
  };
}

/** Asks once, and says what goes and what does not. */
async function confirmed(doomed: readonly ConversationSummary[]): Promise<boolean> {
  const [first] = doomed;
  const question =
    doomed.length === 1 && first !== undefined
      ? `Delete the chat "${nameOf(first)}"?`
      : `Delete ${doomed.length} chats?`;
  const more = doomed.length - shownNames;
  const names =
    doomed.length === 1
      ? ''
      : `${doomed.slice(0, shownNames).map(nameOf).join('\n')}${more > 0 ? `\n… and ${more} more` : ''}\n\n`;
  const detail =
    'Its messages, pictures and files are deleted from this computer; that cannot be undone. ' +
    'What Google keeps of it stays there until it expires: 55 days with a paid key, one day with a free one.';
  const chosen = await vscode.window.showWarningMessage(
    question,
    {
      modal: true,
      detail:
        names + (doomed.length === 1 ? detail : detail.replace('Its', 'Their').replace('of it', 'of them')),
    },
    'Delete',
  );
  return chosen === 'Delete';
}
