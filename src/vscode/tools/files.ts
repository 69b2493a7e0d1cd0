import { lstat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { recheck, type GuardPorts, type Place } from '../../tools/guard';
import { parseNotebook } from '../../tools/parseNotebook';
import type { FileContent, FileFacts, Files, FolderEntry } from '../../tools/ports';
import { ToolError } from '../../util/toolError';
import { typeOf } from '../readInput';
import { cellsOf } from './notebookCells';
import { readBytes } from './placeBytes';
import { openError } from './readPlace';
import { isOnDisk, isUriOf, realUriOf } from './uriOf';

/** Files of the workspace. Each access looks again whether the place still leads where it led. */
export function createFiles(guard: GuardPorts): Files {
  const content = (place: Place): Promise<FileContent> => contentOf(place, guard);
  return {
    content,
    async text(place) {
      const found = await content(place);
      if (found.kind !== 'text')
        throw new ToolError(`${place.name} is no text${typeWords(found)}, so this cannot be done with it.`);
      return found.text;
    },
    async stat(place) {
      await recheck(place, guard);
      return (await diskFacts(place)) ?? unsavedFacts(place);
    },
    async list(place) {
      await recheck(place, guard);
      const entries = await listed(place);
      await recheck(place, guard);
      return entries;
    },
    async notebook(place) {
      const open = vscode.workspace.notebookDocuments.find(({ uri }) => isUriOf(uri, place));
      if (open !== undefined) {
        await recheck(place, guard);
        return cellsOf(open);
      }
      if (!place.target.relative.toLowerCase().endsWith('.ipynb')) return undefined;
      const found = await content(place);
      return found.kind === 'text' ? parseNotebook(found.text) : undefined;
    },
  };
}

async function contentOf(place: Place, guard: GuardPorts): Promise<FileContent> {
  const open = vscode.workspace.textDocuments.find(({ uri }) => isUriOf(uri, place));
  // What is not saved yet may be on no disk at all.
  if (open?.isDirty === true) {
    await recheck(place, guard);
    return { kind: 'text', text: open.getText(), isUnsaved: true };
  }
  const bytes = await readBytes(place, guard);
  const type = await typeOf(place.name, bytes);
  if (type.kind === 'unknown') return type;
  if (type.kind !== 'text' && type.mimeType !== 'text/csv') return { ...type, bytes };
  // The editor may not have heard yet that the file has changed.
  return { kind: 'text', text: await decoded(place, bytes, open?.encoding), isUnsaved: false };
}

/** Bytes as the editor would show them: as it does, else by their byte order mark, else by the settings for the file. */
async function decoded(place: Place, bytes: Uint8Array, encoding: string | undefined): Promise<string> {
  try {
    return await (encoding === undefined
      ? vscode.workspace.decode(bytes, { uri: realUriOf(place) })
      : vscode.workspace.decode(bytes, { encoding }));
  } catch (error) {
    throw new ToolError(`${place.name} cannot be shown as text.`, { cause: error });
  }
}

async function diskFacts(place: Place): Promise<FileFacts | undefined> {
  try {
    if (isOnDisk(place)) {
      const facts = await lstat(place.real);
      const kind = facts.isFile() ? 'file' : facts.isDirectory() ? 'folder' : 'other';
      return { kind, size: facts.size, changedAt: facts.mtimeMs };
    }
    const { type, size, mtime } = await vscode.workspace.fs.stat(realUriOf(place));
    return { kind: kindOf(type) === 'link' ? 'other' : kindOf(type), size, changedAt: mtime } as FileFacts;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'FileNotFound') return undefined;
    throw openError(place, error);
  }
}

/** A file that was never saved, or that was deleted while it is open, is there for the editor. */
function unsavedFacts(place: Place): FileFacts | undefined {
  const open = vscode.workspace.textDocuments.find(({ uri, isDirty }) => isDirty && isUriOf(uri, place));
  return open && { kind: 'file', size: Buffer.byteLength(open.getText()), changedAt: Date.now() };
}

async function listed(place: Place): Promise<readonly FolderEntry[]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(realUriOf(place));
    return entries.map(([name, type]) => ({ name, kind: kindOf(type) }));
  } catch (error) {
    throw openError(place, error);
  }
}

function kindOf(type: vscode.FileType): FolderEntry['kind'] {
  if ((type & vscode.FileType.SymbolicLink) !== 0) return 'link';
  if (type === vscode.FileType.Directory) return 'folder';
  return type === vscode.FileType.File ? 'file' : 'other';
}

function typeWords(content: FileContent): string {
  const what = content.kind === 'unknown' ? content.what : content.kind === 'text' ? '' : content.mimeType;
  return what === undefined || what === '' ? '' : ` (${what})`;
}
