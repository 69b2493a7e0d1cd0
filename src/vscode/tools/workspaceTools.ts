import * as vscode from 'vscode';
import { createToolbox } from '../../tools/createToolbox';
import { workspaceTools } from '../../tools/index';
import type { ToolHost } from '../../tools/ports';
import type { Toolbox } from '../../tools/toolbox';
import type { Logger } from '../../util/log';
import { readSettings } from '../settings';
import { createFiles } from './files';
import { createGuardPorts, workspaceRoots } from './guardPorts';
import { missing } from './missing';

/** Makes the functions of this workspace. Loaded at the first turn that may use them, with all that they need. */
export function createWorkspaceTools(log: Logger): Toolbox {
  const guardPorts = createGuardPorts(async () => undefined);
  const parts: Omit<ToolHost, 'guard' | 'context' | 'folders'> = {
    files: createFiles(guardPorts),
    search: missing('The search'),
    languages: missing('The language services'),
    git: missing('Git'),
    editors: missing('The editors'),
    terminals: missing('A terminal'),
    tasks: missing('The tasks'),
    changes: missing('The review of changes'),
  };
  return createToolbox({
    tools: () => workspaceTools,
    trusted: () => vscode.workspace.isTrusted,
    isOn: (name) => readSettings()['tools.enabled'][name],
    rule: (name) => readSettings().approvals[name],
    guard: guardPorts,
    host: (guard, context) => ({
      ...parts,
      guard,
      context,
      folders: workspaceRoots().map(({ name }) => name),
    }),
    log,
  });
}
