import { lstat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { adoptForm } from '../../review/adoptForm';
import type { GuardPorts, Place } from '../../tools/guard';
import { encoded, encodedChange } from '../tools/encodedChange';
import { readBytes } from '../tools/placeBytes';
import { isOnDisk, isUriOf } from '../tools/uriOf';
import type { ContentNow } from './keptContent';

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
