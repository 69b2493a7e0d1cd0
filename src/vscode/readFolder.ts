import * as vscode from 'vscode';
import type { InputBlock } from '../conversation/state';
import { folderBlock, type FolderFile } from '../session/folderBlock';
import type { IgnoreRules } from './ignoreRules';
import { InputError, pathOf, typeOf } from './readInput';

/** The most files that a listing names. */
const mostFiles = 1_000;
/** Of larger files only the name goes along, in bytes. */
const largestFile = 100_000;
/** The most text that goes along, in bytes. */
const mostText = 400_000;
/** Nobody means these when they name a folder. */
const skipped = new Set(['node_modules', 'bower_components', '.git', '.hg', '.svn']);

interface Walk {
  readonly files: vscode.Uri[];
  /** Files and folders that rules keep from the model. */
  hidden: number;
  links: number;
  more: boolean;
}

/** A folder as it goes along. */
export interface ReadFolder {
  readonly block: InputBlock;
  /** What of the folder is not in the block, each in a few words. */
  readonly leftOut: readonly string[];
}

/**
 * A folder as a block: its listing and the text files in it, as far as a message should carry them.
 * @throws InputError when it cannot be read, or nothing in it can be attached.
 */
export async function readFolder(uri: vscode.Uri, rules: IgnoreRules): Promise<ReadFolder> {
  const walk: Walk = { files: [], hidden: 0, links: 0, more: false };
  await collect(uri, rules, walk);
  const path = pathOf(uri);
  if (walk.files.length === 0) throw new InputError(`${path} has no files that can be attached.`);
  const files: FolderFile[] = [];
  let room = mostText;
  for (const each of walk.files) {
    const file = await readFile(each, room);
    if (file === undefined) continue;
    if (file.text !== undefined) room -= file.bytes;
    files.push(file);
  }
  const leftOut = leftOutOf(walk, files);
  return { block: folderBlock({ path, uri: uri.toString(), files, leftOut }), leftOut };
}

async function collect(folder: vscode.Uri, rules: IgnoreRules, walk: Walk): Promise<void> {
  let entries: readonly [string, vscode.FileType][];
  try {
    entries = await vscode.workspace.fs.readDirectory(folder);
  } catch (error) {
    throw new InputError(`${pathOf(folder)} cannot be read.`, { cause: error });
  }
  const isFolder = (type: vscode.FileType): boolean => (type & vscode.FileType.Directory) !== 0;
  const sorted = entries.toSorted(
    ([a, typeA], [b, typeB]) => Number(isFolder(typeA)) - Number(isFolder(typeB)) || (a < b ? -1 : 1),
  );
  for (const [name, type] of sorted) {
    const uri = vscode.Uri.joinPath(folder, name);
    if (walk.files.length >= mostFiles) {
      walk.more = true;
      return;
    }
    // A link may lead anywhere, out of the folder too.
    if ((type & vscode.FileType.SymbolicLink) !== 0) walk.links += 1;
    else if (
      skipped.has(name) ||
      (await rules.verdict(uri, isFolder(type) ? 'folder' : 'file')).kind !== 'open'
    )
      walk.hidden += 1;
    else if (isFolder(type)) await collect(uri, rules, walk);
    else walk.files.push(uri);
  }
}

/** `undefined` when the file is gone. */
async function readFile(uri: vscode.Uri, room: number): Promise<FolderFile | undefined> {
  const path = pathOf(uri);
  const file = { path, uri: uri.toString() };
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === file.uri);
  try {
    if (open !== undefined) return withText(file, open.getText(), room);
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > Math.min(largestFile, room)) return { ...file, bytes: size };
    const bytes = await vscode.workspace.fs.readFile(uri);
    const type = await typeOf(path, bytes);
    const isText = type.kind === 'text' || (type.kind === 'document' && type.mimeType === 'text/csv');
    return isText
      ? withText(file, await vscode.workspace.decode(bytes, { uri }), room)
      : { ...file, bytes: bytes.length };
  } catch {
    return undefined;
  }
}

function withText(
  file: { readonly path: string; readonly uri: string },
  text: string,
  room: number,
): FolderFile {
  const bytes = new TextEncoder().encode(text).length;
  return bytes > Math.min(largestFile, room) ? { ...file, bytes } : { ...file, bytes, text };
}

/** Says what a folder has and the message has not. */
function leftOutOf({ hidden, links, more }: Walk, files: readonly FolderFile[]): readonly string[] {
  const named = files.filter(({ text }) => text === undefined).length;
  return [
    ...(named === 0 ? [] : [`what is in ${counted(named, 'file')} (too large, or no text)`]),
    ...(hidden === 0
      ? []
      : [`${counted(hidden, 'file or folder', 'files or folders')} (ignored, or secret)`]),
    ...(links === 0 ? [] : [counted(links, 'link')]),
    ...(more ? [`whatever comes after the first ${mostFiles.toLocaleString('en')} files`] : []),
  ];
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
