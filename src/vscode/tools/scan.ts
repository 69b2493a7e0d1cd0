import * as vscode from 'vscode';
import { escapedGlob } from '../../tools/globs';
import { createGuard, type GuardPorts } from '../../tools/guard';
import type { Bounded, FileQuery, Files, TextPattern } from '../../tools/ports';
import { isToolError } from '../../util/toolError';
import { matchesGlob } from './matchesGlob';
import type { FoundLine } from './ripgrepMessages';
import type { FoundFile } from './ripgrepSearch';
import { scanLines } from './scanLines';
import type { LookedFolder } from './searchFolders';
import { searchSettings } from './searchSettings';
import { folderOf, uriIn } from './uriOf';

/** As many files are looked at where ripgrep cannot look: each is read through the editor, one after the other. */
const mostLooked = 2000;

/** Finds files through the editor. */
export async function scanFiles(
  folder: LookedFolder,
  { order, most }: Pick<FileQuery, 'order' | 'most'>,
  signal: AbortSignal,
): Promise<Bounded<FoundFile>> {
  const listed = await filesOf(folder, signal);
  const found: FoundFile[] = [];
  for (const relative of listed.items) {
    signal.throwIfAborted();
    if (order === 'path' && found.length > most) break;
    const changedAt = order === 'path' ? 0 : await changedAtOf(folder, relative);
    found.push({ relative, changedAt });
  }
  if (order === 'newest') found.sort((a, b) => b.changedAt - a.changedAt);
  return { items: found.slice(0, most), cut: listed.cut || found.length > most };
}

/** Finds text by reading the files. */
export async function scanText(
  folder: LookedFolder,
  query: TextPattern,
  files: Files,
  guard: GuardPorts,
  signal: AbortSignal,
): Promise<Bounded<FoundLine>> {
  const listed = await filesOf(folder, signal);
  const items: FoundLine[] = [];
  let left = query.most;
  for (const relative of listed.items) {
    signal.throwIfAborted();
    const text = await textOf(folder.nameOf(relative), files, guard);
    if (text === undefined) continue;
    const found = scanLines(text, { ...query, most: left });
    items.push(...found.items.map((line) => ({ ...line, relative })));
    left -= found.items.filter(({ isMatch }) => isMatch).length;
    if (found.cut) return { items, cut: true };
  }
  return { items, cut: listed.cut };
}

async function filesOf(folder: LookedFolder, signal: AbortSignal): Promise<Bounded<string>> {
  const { root, exclude, admits } = folder;
  const workspaceFolder = folderOf(root);
  const uris = await listed(folder, signal);
  const found: string[] = [];
  for (const uri of uris) {
    const relative = uri.path.slice(workspaceFolder.uri.path.length).replace(/^\//, '');
    const isOut = exclude.some((each) => matchesGlob(new vscode.RelativePattern(workspaceFolder, each), uri));
    if (!isOut && (await admits(relative))) found.push(relative);
  }
  return { items: found.sort(), cut: uris.length >= mostLooked };
}

/** What the editor lists below the place that is looked through; that itself when it is a file. */
async function listed(
  { root, below, include, unlisted }: LookedFolder,
  signal: AbortSignal,
): Promise<readonly vscode.Uri[]> {
  const base = uriIn(root, below);
  if (below !== '' && (await vscode.workspace.fs.stat(base)).type === vscode.FileType.File) return [base];
  const prefix = `${escapedGlob(below)}/`;
  const globs = include.map((glob) => (glob.startsWith(prefix) ? glob.slice(prefix.length) : glob));
  const cancellation = new vscode.CancellationTokenSource();
  const stop = (): void => cancellation.cancel();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await vscode.workspace.findFiles(
      new vscode.RelativePattern(base, globs.length > 1 ? `{${globs.join(',')}}` : (globs[0] ?? '**/*')),
      unlisted ? null : `{${searchSettings(root).exclude.join(',')}}`,
      mostLooked,
      cancellation.token,
    );
  } finally {
    signal.removeEventListener('abort', stop);
    cancellation.dispose();
  }
}

async function textOf(name: string, files: Files, guard: GuardPorts): Promise<string | undefined> {
  try {
    const content = await files.content(await createGuard(guard).pass(name, 'read'));
    return content.kind === 'text' ? content.text : undefined;
  } catch (error) {
    if (isToolError(error)) return undefined;
    throw error;
  }
}

async function changedAtOf({ root }: LookedFolder, relative: string): Promise<number> {
  try {
    return (await vscode.workspace.fs.stat(uriIn(root, relative))).mtime;
  } catch {
    return 0;
  }
}
