import type * as vscode from 'vscode';
import type { Chat } from '../session/chats';
import type { IgnoreRules } from './ignoreRules';

/**
 * Attaches a folder to the next message of a chat, and says above the composer what of it is left out.
 * @throws InputError when it cannot be read, or nothing in it can be attached.
 */
export async function attachFolder(
  { draft }: Pick<Chat, 'draft'>,
  uri: vscode.Uri,
  rules: IgnoreRules,
): Promise<void> {
  const { readFolder } = await import('./readFolder');
  const { block, leftOut } = await readFolder(uri, rules);
  draft.add(block);
  if (leftOut.length > 0) draft.note(`Left out of ${block.origin?.name ?? ''}: ${leftOut.join('; ')}.`);
}
