import { lstat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { adoptForm } from '../../review/adoptForm';
import type { KeptContent, PreImages, Touch } from '../../review/checkpoints';
import type { GuardPorts, Place } from '../../tools/guard';
import { encoded, encodedChange } from '../tools/encodedChange';
import { readBytes } from '../tools/placeBytes';
import { isOnDisk, isUriOf } from '../tools/uriOf';
import { hashOf } from './preImages';

/** What is in a file now: on the disk, or in the editor when it is not saved; nothing when there is no file. */
export type ContentNow =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'disk'; readonly path: string; readonly size: number; readonly mode: number }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly isUnsaved: boolean };

/** A larger file is not kept. */
const largestKept = 200_000_000;

/** What is in a file as the person has it. A text that is not saved counts as the bytes that saving it would write. */
export async function contentNow(place: Place, guard: GuardPorts): Promise<ContentNow> {
  const unsaved = vscode.workspace.textDocuments.find(({ uri, isDirty }) => isDirty && isUriOf(uri, place));
  if (unsaved !== undefined)
    return { kind: 'bytes', bytes: await unsavedBytes(unsaved, place, guard), isUnsaved: true };
  if (!isOnDisk(place)) {
    const bytes = await readBytes(place, guard).catch(() => undefined);
    return bytes === undefined ? { kind: 'nothing' } : { kind: 'bytes', bytes, isUnsaved: false };
  }
  const facts = await lstat(place.real).catch(() => undefined);
  if (facts?.isFile() !== true) return { kind: 'nothing' };
  return { kind: 'disk', path: place.real, size: facts.size, mode: facts.mode & 0o777 };
}

/** Keeps a content. One that is too large is known by its size and time, and cannot come back. */
export async function keepContent(
  content: ContentNow,
  images: PreImages,
): Promise<(KeptContent & Pick<Touch, 'mode' | 'isUnsaved'>) | undefined> {
  if (content.kind === 'nothing') return undefined;
  if (content.kind === 'bytes') {
    const kept = await images.keep(content.bytes);
    return content.isUnsaved ? { ...kept, isUnsaved: true } : kept;
  }
  const { path, size, mode } = content;
  if (size > largestKept) return { hash: await largeName(path), size: 0, mode };
  return { ...(await images.keepFile(path)), mode };
}

/** The hash of a content; `undefined` when there is none. */
export async function hashContent(content: ContentNow, images: PreImages): Promise<string | undefined> {
  if (content.kind === 'nothing') return undefined;
  if (content.kind === 'bytes') return hashOf(content.bytes);
  return content.size > largestKept ? largeName(content.path) : images.hashFile(content.path);
}

async function largeName(path: string): Promise<string> {
  const { size, mtimeMs } = await lstat(path);
  return `large-${size}-${mtimeMs}`;
}

async function unsavedBytes(
  document: vscode.TextDocument,
  place: Place,
  guard: GuardPorts,
): Promise<Uint8Array> {
  const { encoding } = document;
  const text = document.getText();
  try {
    const bytes = await readBytes(place, guard);
    const before = await vscode.workspace.decode(bytes, { encoding });
    const after = adoptForm(before, text);
    return await encodedChange({ name: place.name, bytes, before, after, encoding });
  } catch {
    // It is on no disk yet, or has what cannot be written there.
    return encoded(text, encoding);
  }
}
