import * as vscode from 'vscode';
import { exportMarkdown } from '../conversation/exportMarkdown';
import type { Chats, ConversationStore } from '../session/chats';
import type { ChatPanels } from '../vscode/chatPanels';
import { InputError } from '../vscode/readInput';

/** The commands about chats as a whole. */
export function chatCommands(chats: Chats, panels: ChatPanels, store: ConversationStore) {
  return {
    async openChat(): Promise<void> {
      (await panels.reveal()).focusInput();
    },
    openChatInEditor(): void {
      const chat = panels.active?.chat ?? chats.create();
      panels.openInEditor(chat);
    },
    async newChat(): Promise<void> {
      await panels.show(chats.create());
    },
    async showHistory(): Promise<void> {
      await store.flush();
      const items = (await store.list()).map(({ id, title, changedAt }) => ({
        id,
        label: title === '' ? 'Chat without a title' : title,
        description: new Date(changedAt).toLocaleString(),
      }));
      if (items.length === 0) {
        void vscode.window.showInformationMessage('There are no earlier chats in this workspace.');
        return;
      }
      const chosen = await vscode.window.showQuickPick(items, {
        title: 'Chats of this workspace',
        matchOnDescription: true,
      });
      if (chosen === undefined) return;
      const chat = await chats.open(chosen.id);
      if (chat === undefined) throw new InputError('That chat can no longer be read. The log says more.');
      await panels.show(chat);
    },
    async exportChat(): Promise<void> {
      const conversation = panels.active?.chat.session.conversation;
      if (conversation === undefined || conversation.turns.length === 0) {
        throw new InputError('There is nothing to export yet: the chat is empty.');
      }
      const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
      const name = `${conversation.title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'chat'}.md`;
      const target = await vscode.window.showSaveDialog({
        title: 'Export chat',
        filters: { Markdown: ['md'], JSON: ['json'] },
        ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) }),
      });
      if (target === undefined) return;
      const text = target.path.endsWith('.json')
        ? `${JSON.stringify(conversation, undefined, 2)}\n`
        : exportMarkdown(conversation);
      await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
      await vscode.window.showTextDocument(target);
    },
    stop(): void {
      const chat = panels.active?.chat;
      const running = chat?.session.running ? chat : chats.all.find((each) => each.session.running);
      running?.session.stop();
    },
  };
}
