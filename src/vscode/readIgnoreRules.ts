import * as vscode from 'vscode';
import {
  ignoreFileNames,
  noRules,
  verdictOf,
  whySecret,
  withIgnoreFile,
  type FolderRules,
  type IgnoreFileName,
  type Verdict,
} from '../util/ignoreRules';
import type { IgnoreRules } from './ignoreRules';

/** How long what was read counts, should the editor not hear of a change, in milliseconds. */
const currentMs = 10_000;

/** Reads the ignore files as they are needed, and anew when they have changed. */
export function readIgnoreRules(): IgnoreRules {
  let known = new Map<string, Promise<FolderRules>>();
  let since = 0;
  let watcher: vscode.Disposable | undefined;
  const forget = (): void => {
    known = new Map();
    since = Date.now();
  };
  const watch = (): vscode.Disposable => {
    const changes = vscode.workspace.createFileSystemWatcher(`**/{${ignoreFileNames.join(',')}}`);
    return vscode.Disposable.from(
      changes,
      changes.onDidChange(forget),
      changes.onDidCreate(forget),
      changes.onDidDelete(forget),
      vscode.workspace.onDidChangeWorkspaceFolders(forget),
    );
  };

  return {
    async verdict(uri, kind = 'file') {
      watcher ??= watch();
      if (Date.now() - since > currentMs) forget();
      return verdictWith(uri, kind, known, () => true);
    },
    async shown(files) {
      const within = new Set(
        files.filter(({ path }) => isIgnoreFile(nameOf(path))).map((uri) => parentUri(uri).toString()),
      );
      const read = new Map<string, Promise<FolderRules>>();
      const found: vscode.Uri[] = [];
      for (const uri of files) {
        if (vscode.workspace.getWorkspaceFolder(uri) === undefined) continue;
        const { kind } = await verdictWith(uri, 'file', read, (place) => within.has(place.toString()));
        if (kind === 'open') found.push(uri);
      }
      return found;
    },
    whySecret: async (name) => whySecret(name),
    dispose: () => watcher?.dispose(),
  };
}

/**
 * What the rules of all workspace folders say of a file that is in them.
 * @param known the rules of folders that were read
 * @param mayHave whether to look for ignore files in a folder
 */
async function verdictWith(
  uri: vscode.Uri,
  kind: 'file' | 'folder',
  known: Map<string, Promise<FolderRules>>,
  mayHave: (folder: vscode.Uri) => boolean,
): Promise<Verdict> {
  const secret = whySecret(uri.path);
  const byName: Verdict = secret === undefined ? { kind: 'open' } : { kind: 'secret', reason: secret };
  const [innermost = byName, ...around] = await Promise.all(
    foldersAround(uri).map(async (folder): Promise<Verdict> => {
      const path = pathIn(folder, uri);
      if (path === '') return byName;
      const rules = await rulesOf(folder, parentOf(path), known, mayHave);
      return verdictOf(kind === 'folder' ? `${path}/` : path, rules);
    }),
  );
  // A folder that Git ignores in the one around it was opened all the same; what is kept from the model there stays so.
  const kept = around.find((verdict) => verdict.kind === 'excluded' || verdict.kind === 'secret');
  return innermost.kind === 'secret' ? innermost : (kept ?? innermost);
}

/**
 * The rules for what stands in a folder, each folder read once.
 * @param mayHave whether to look for ignore files in a folder
 */
function rulesOf(
  root: vscode.WorkspaceFolder,
  path: string,
  known: Map<string, Promise<FolderRules>>,
  mayHave: (folder: vscode.Uri) => boolean,
): Promise<FolderRules> {
  const uri = path === '' ? root.uri : vscode.Uri.joinPath(root.uri, path);
  const key = `${root.uri.toString()} ${path}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const read = async (): Promise<FolderRules> => {
    const above = path === '' ? noRules : await rulesOf(root, parentOf(path), known, mayHave);
    if (path !== '' && !mayHave(uri)) return above;
    const texts = await Promise.all(ignoreFileNames.map((name) => readText(uri, name)));
    return ignoreFileNames.reduce((rules, name, at) => {
      const text = texts[at];
      return text === undefined ? rules : withIgnoreFile(rules, path, { name, text });
    }, above);
  };
  const rules = read();
  known.set(key, rules);
  return rules;
}

async function readText(folder: vscode.Uri, name: IgnoreFileName): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, name)));
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    // What cannot be read may forbid anything.
    return '*';
  }
}

/** The workspace folders that a file is in, the innermost first: one may be within another. */
function foldersAround(uri: vscode.Uri): readonly vscode.WorkspaceFolder[] {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (folder === undefined) return [];
  return parentOf(folder.uri.path) === folder.uri.path
    ? [folder]
    : [folder, ...foldersAround(parentUri(folder.uri))];
}

function isIgnoreFile(name: string): boolean {
  return ignoreFileNames.some((each) => each === name);
}

function pathIn(folder: vscode.WorkspaceFolder, { path }: vscode.Uri): string {
  return path.slice(folder.uri.path.length).replace(/^\/+|\/+$/g, '');
}

function parentUri(uri: vscode.Uri): vscode.Uri {
  return uri.with({ path: uri.path.slice(0, uri.path.lastIndexOf('/')) || '/' });
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
