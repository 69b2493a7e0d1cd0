import * as vscode from 'vscode';
import type { GuardPorts } from '../../tools/guard';
import type { Root } from '../../tools/paths';
import type { IgnoreRules } from '../ignoreRules';
import { belongsToGit } from './belongsToGit';
import { matchesGlob } from './matchesGlob';
import { realPathOnDisk } from './realPathOnDisk';
import { folderOf, uriIn } from './uriOf';

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
export function createGuardPorts(rules: Pick<IgnoreRules, 'verdict'>): GuardPorts {
  return {
    roots: workspaceRoots,
    style: process.platform === 'win32' ? 'win32' : 'posix',
    async realPath(absolute) {
      // A file system that is not of this machine has no links that could be followed.
      if (vscode.workspace.workspaceFolders?.every(({ uri }) => uri.scheme !== 'file')) return absolute;
      return realPathOnDisk(absolute);
    },
    async whyHidden(root, relative, kind) {
      if (belongsToGit(relative)) return 'it belongs to Git itself; the functions for Git tell what is in it';
      const verdict = await rules.verdict(uriIn(root, relative), kind);
      return verdict.kind === 'excluded' || verdict.kind === 'secret' ? verdict.reason : undefined;
    },
    isUnlisted: async (root, relative, kind) =>
      (await rules.verdict(uriIn(root, relative), kind)).kind === 'unlisted',
    isReadonly: (root, relative) => matchesReadonly(root, relative),
  };
}

function matchesReadonly(root: Root, relative: string): boolean {
  const folder = folderOf(root);
  const uri = vscode.Uri.joinPath(folder.uri, relative);
  const configuration = vscode.workspace.getConfiguration('files', uri);
  const matches = (setting: string): boolean =>
    Object.entries(configuration.get<Record<string, boolean>>(setting) ?? {}).some(
      ([glob, on]) => on && matchesGlob(new vscode.RelativePattern(folder, glob), uri),
    );
  return matches('readonlyInclude') && !matches('readonlyExclude');
}
