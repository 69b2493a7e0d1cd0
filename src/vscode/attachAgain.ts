import * as vscode from 'vscode';
import type { MediaContent } from '../api/types';
import type { Origin } from '../conversation/state';
import { inlineLimit } from '../session/attachmentLimits';
import type { Chat } from '../session/chats';
import type { KeptAttachment } from '../session/keptAttachment';
import { visibleText } from '../util/visibleText';
import { largeFile } from './largeFile';
import { explained, readFileInput } from './readFileInput';
import { InputError } from './readInput';

/** Attaches to a draft what was attached when the window was closed. Files are read again; what is gone is named. */
export async function attachAgain(
  chat: Pick<Chat, 'draft' | 'media'>,
  kept: readonly KeptAttachment[],
): Promise<void> {
  const gone: string[] = [];
  for (const attachment of kept) {
    try {
      await attachOne(chat, attachment);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      gone.push(error.message);
    }
  }
  if (gone.length > 0) chat.draft.note(`Not attached any more: ${gone.join(' ')}`);
}

async function attachOne(
  { draft, media }: Pick<Chat, 'draft' | 'media'>,
  { origin, content, text }: KeptAttachment,
): Promise<void> {
  const name = visibleText(origin.name);
  if (text !== undefined) {
    const bytes = await own(name, () => media.get(text));
    draft.add({ content: { type: 'text', text: new TextDecoder().decode(bytes) }, origin });
    return;
  }
  if (content === undefined) {
    const room = inlineLimit - draft.mediaBytes(origin.uri);
    const { block, large } = await readFileInput(addressOf(origin), media, room);
    if (large === undefined) draft.add(block);
    else draft.addLarge(block, large);
    return;
  }
  if (content.uri !== undefined) draft.add({ content, origin });
  else if (content.media !== undefined) {
    const { media: file } = content;
    await own(name, () => media.get(file));
    draft.add({ content, origin });
  } else await attachLarge(draft, name, origin, content);
}

async function attachLarge(
  draft: Chat['draft'],
  name: string,
  origin: Origin,
  content: MediaContent,
): Promise<void> {
  const uri = addressOf(origin);
  const { size: bytes } = await explained(name, () => vscode.workspace.fs.stat(uri));
  const mimeType = content.mime_type ?? 'application/octet-stream';
  draft.addLarge(
    { content, origin: { ...origin, bytes } },
    largeFile(uri.fsPath, { name: origin.name, mimeType, bytes }),
  );
}

/** Reads what the extension has kept itself. */
async function own(name: string, read: () => Promise<Uint8Array>): Promise<Uint8Array> {
  try {
    return await read();
  } catch (error) {
    throw new InputError(`${name} is no longer kept.`, { cause: error });
  }
}

function addressOf({ uri, name }: Origin): vscode.Uri {
  if (uri === undefined) throw new InputError(`${visibleText(name)} is no longer kept.`);
  return vscode.Uri.parse(uri, true);
}
