import * as vscode from 'vscode';
import type { GivenFile } from '../protocol/messages';
import type { Chat } from '../session/chats';
import { mediaBlock, textBlock } from '../session/input';
import { inlineLimit, megabytes } from '../session/attachmentLimits';
import { largeFile } from './largeFile';
import { pdfPages } from './pdfPages';
import { refuseBeyondLimit } from './readFileInput';
import { InputError, notTaken, typeOf } from './readInput';

/** What a browser calls a picture of the clipboard that has no name. */
const namelessPicture = /^image\.\w+$/;

/**
 * Attaches files that came as bytes, from the clipboard or from outside of the editor, to the next message of a chat.
 * They are kept in the media folder. What cannot be attached is named above the composer; the rest is.
 * @param files what the panel sent, not checked yet
 */
export async function attachBytes(
  chat: Pick<Chat, 'draft' | 'media'>,
  mediaFolder: vscode.Uri,
  files: readonly GivenFile[],
): Promise<void> {
  const refused: string[] = [];
  for (const file of Array.isArray(files) ? files : []) {
    if (typeof file?.name !== 'string' || typeof file.bytes !== 'number') continue;
    try {
      await attach(chat, mediaFolder, file);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      refused.push(error.message);
    }
  }
  if (refused.length > 0) chat.draft.note(refused.join(' '));
}

async function attach(
  { draft, media }: Pick<Chat, 'draft' | 'media'>,
  mediaFolder: vscode.Uri,
  file: GivenFile,
): Promise<void> {
  const name = nameOf(
    file.name,
    draft.attachments.map(({ origin }) => origin.name),
  );
  const room = inlineLimit - draft.mediaBytes();
  if (file.bytes === 0) throw new InputError(`${name} is empty.`);
  if (file.bytes > inlineLimit || typeof file.data !== 'string')
    throw new InputError(
      `${name} has ${megabytes(file.bytes)}. Of what comes from outside of VS Code, up to ${megabytes(inlineLimit)} can be taken at once; choose it with the button Attach instead.`,
    );
  const bytes = Buffer.from(file.data, 'base64');
  const type = await typeOf(name, bytes);
  if (type.kind === 'unknown') throw new InputError(notTaken(name, type.what));
  const stored = await media.put(bytes, type.kind === 'text' ? 'text/plain' : type.mimeType);
  const uri = vscode.Uri.joinPath(mediaFolder, stored);
  if (type.kind === 'text') {
    draft.add(
      textBlock({ path: name, uri: uri.toString(), languageId: '', text: new TextDecoder().decode(bytes) }),
    );
    return;
  }
  const { kind, mimeType } = type;
  const pages = mimeType === 'application/pdf' ? pdfPages(bytes) : undefined;
  const known = { kind, path: name, uri: uri.toString(), mimeType, bytes: bytes.length, pages };
  refuseBeyondLimit(name, known);
  if (bytes.length <= room) draft.add(mediaBlock({ ...known, media: stored }));
  else draft.addLarge(mediaBlock(known), largeFile(uri.fsPath, { name, mimeType, bytes: bytes.length }));
}

/** The name of a file without folders; pictures of the clipboard are counted. */
function nameOf(given: string, taken: readonly string[]): string {
  const name = given.split(/[\\/]/).at(-1) || 'file';
  if (!namelessPicture.test(name)) return name;
  const count = taken.filter((each) => each.startsWith('Pasted picture')).length;
  return `Pasted picture${count === 0 ? '' : ` ${count + 1}`}${name.slice(name.lastIndexOf('.'))}`;
}
