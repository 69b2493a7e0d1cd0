import * as vscode from 'vscode';
import { exportJson } from '../conversation/exportJson';
import { exportMarkdown } from '../conversation/exportMarkdown';
import { mediaNames } from '../conversation/mapMedia';
import { ChatFileError, parseChatFile, type ChatFile } from '../session/chatFile';
import type { Chat, Chats } from '../session/chats';
import type { ChatPanels } from '../vscode/chatPanels';
import { InputError } from '../vscode/readInput';

/** In UTF-16 units. */
const largestShown = 5_000_000;

/** The commands that bring chats out of the extension, and in. */
export function transferCommands(chats: Chats, panels: ChatPanels) {
  return {
    async exportChat(): Promise<void> {
      // Before the panel was opened it is not known which chat it shows.
      const { chat } = panels.active ?? (await panels.reveal());
      if (chat.session.conversation.turns.length === 0)
        throw new InputError('There is nothing to export yet: the chat is empty.');
      const { conversation } = chat.session;
      const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
      const name = `${conversation.title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'chat'}.md`;
      const target = await vscode.window.showSaveDialog({
        title: 'Export chat',
        filters: { Markdown: ['md'], JSON: ['json'] },
        ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) }),
      });
      if (target === undefined) return;
      const text = target.path.endsWith('.json') ? await asJson(chat) : exportMarkdown(conversation);
      await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
      // The editor opens no text of any size.
      if (text.length < largestShown) await vscode.window.showTextDocument(target);
      else
        void vscode.window.showInformationMessage(`Exported to ${vscode.workspace.asRelativePath(target)}.`);
    },
    async importChat(): Promise<void> {
      const [source] =
        (await vscode.window.showOpenDialog({
          title: 'Import chat',
          openLabel: 'Import',
          filters: { JSON: ['json'] },
        })) ?? [];
      if (source === undefined) return;
      await panels.show(await chats.takeIn(await read(source)));
    },
  };
}

async function asJson({ session: { conversation }, media }: Chat): Promise<string> {
  const found = new Map<string, string>();
  let missing = 0;
  for (const name of mediaNames(conversation).keys()) {
    try {
      found.set(name, Buffer.from(await media.get(name)).toString('base64'));
    } catch {
      missing += 1; // The media folder has said so in the log.
    }
  }
  if (missing > 0) {
    const files = missing === 1 ? 'One picture or file' : `${missing} pictures or files`;
    void vscode.window.showWarningMessage(
      `${files} of the chat could not be read, and the export is without. The log says more.`,
    );
  }
  return exportJson(conversation, found);
}

async function read(source: vscode.Uri): Promise<ChatFile> {
  let bytes: Uint8Array;
  try {
    bytes = await vscode.workspace.fs.readFile(source);
  } catch (error) {
    throw new InputError('That file cannot be read.', { cause: error });
  }
  try {
    return parseChatFile(new TextDecoder().decode(bytes));
  } catch (error) {
    if (error instanceof ChatFileError) throw new InputError(error.message, { cause: error });
    throw error;
  }
}
