import * as vscode from 'vscode';
import { extensionId } from '../manifest';
import type { Chat } from '../session/chats';
import { attachByHand } from './attachByHand';
import type { IgnoreRules } from './ignoreRules';

/** Where files can be: on this computer, on the one that the window is connected to, or not saved yet. */
const schemes = new Set(['file', 'untitled', 'vscode-remote', 'vscode-vfs']);

/**
 * Attaches what was dropped onto the panel by hand.
 * @param uris what the panel sent, not checked yet
 */
export async function attachDropped(
  chat: Pick<Chat, 'draft' | 'media'>,
  uris: readonly string[],
  rules: IgnoreRules,
): Promise<void> {
  const found = (Array.isArray(uris) ? uris : []).map(fileUri).filter((uri) => uri !== undefined);
  if (found.length === 0) chat.draft.note('Only files can be dropped here.');
  else await attachByHand(chat, found, rules);
}

function fileUri(text: unknown): vscode.Uri | undefined {
  if (typeof text !== 'string' || text === '') return undefined;
  let uri: vscode.Uri;
  try {
    uri = vscode.Uri.parse(text, true);
  } catch {
    return undefined; // Text that is no address is no file.
  }
  if (!schemes.has(uri.scheme)) return undefined;
  // The panel runs in the window. Where the extension runs on another computer, both call their own files `file`.
  const kind = vscode.extensions.getExtension(extensionId)?.extensionKind;
  if (vscode.env.remoteName === undefined || kind !== vscode.ExtensionKind.Workspace) return uri;
  if (uri.scheme === 'vscode-remote') return uri.with({ scheme: 'file', authority: '' });
  return uri.scheme === 'file' ? uri.with({ scheme: 'vscode-local' }) : uri;
}
