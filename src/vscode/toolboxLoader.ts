import * as vscode from 'vscode';
import type { Toolbox } from '../tools/toolbox';
import type { Logger } from '../util/log';
import { readSettings } from './settings';

/**
 * What gives a turn its functions: none where the workspace is not trusted, no folder is open or the person has
 * switched them off. Their code is loaded when they are first needed.
 */
export function createToolboxLoader(log: Logger): () => Promise<Toolbox | undefined> {
  let loaded: Promise<Toolbox> | undefined;
  return async () => {
    const folders = vscode.workspace.workspaceFolders ?? [];
    if (!vscode.workspace.isTrusted || folders.length === 0 || !readSettings()['tools.workspace'])
      return undefined;
    loaded ??= import('./tools/workspaceTools').then(({ createWorkspaceTools }) => createWorkspaceTools(log));
    return loaded;
  };
}
