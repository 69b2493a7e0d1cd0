import { realpath } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { GuardPorts } from '../../tools/guard';
import type { Root } from '../../tools/paths';

/** The workspace folders, each with a name of its own. */
export function workspaceRoots(): readonly Root[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.map(({ name, uri }, at) => ({
    // Two folders may have one name.
    name: folders.findIndex((each) => each.name === name) === at ? name : `${name}-${at + 1}`,
    path: uri.scheme === 'file' ? uri.fsPath : uri.path,
  }));
}

/** What the guard needs of this machine and this workspace. */
export function createGuardPorts(whyHidden: GuardPorts['whyHidden']): GuardPorts {
  return {
    roots: workspaceRoots,
    style: process.platform === 'win32' ? 'win32' : 'posix',
    async realPath(absolute) {
      // A file system that is not of this machine has no links that could be followed.
      if (vscode.workspace.workspaceFolders?.every(({ uri }) => uri.scheme !== 'file')) return absolute;
      try {
        return await realpath(absolute);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    whyHidden,
    isReadonly: (root, relative) => matchesReadonly(root, relative),
  };
}

function matchesReadonly({ path }: Root, relative: string): boolean {
  const folder = vscode.workspace.workspaceFolders?.find(
    ({ uri }) => (uri.scheme === 'file' ? uri.fsPath : uri.path) === path,
  );
  if (folder === undefined) return true;
  const uri = vscode.Uri.joinPath(folder.uri, relative);
  const configuration = vscode.workspace.getConfiguration('files', uri);
  const matches = (setting: string): boolean =>
    Object.entries(configuration.get<Record<string, boolean>>(setting) ?? {}).some(
      ([glob, on]) => on && matchesGlob(new vscode.RelativePattern(folder, glob), uri),
    );
  return matches('readonlyInclude') && !matches('readonlyExclude');
}

function matchesGlob(pattern: vscode.RelativePattern, uri: vscode.Uri): boolean {
  return vscode.languages.match({ pattern }, { uri, languageId: '' } as vscode.TextDocument) > 0;
}
