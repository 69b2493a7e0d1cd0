import * as vscode from 'vscode';
import { createToolbox } from '../../tools/createToolbox';
import { workspaceTools } from '../../tools/index';
import type { ToolHost } from '../../tools/ports';
import type { Instructions } from '../../session/runTurn';
import type { Toolbox } from '../../tools/toolbox';
import type { Logger } from '../../util/log';
import type { IgnoreRules } from '../ignoreRules';
import { readSettings } from '../settings';
import { createChanges } from './changes';
import { createEditors } from './editors';
import { createFiles } from './files';
import { createBackgroundCommands } from './followCommand';
import { foreignTools } from './foreignTools';
import { createGit } from './git';
import { createGuardPorts, workspaceRoots } from './guardPorts';
import { readInstructions } from './instructions';
import { createLanguages } from './languages';
import { findPrompts, type FoundPrompt } from './promptFiles';
import { findRipgrep } from './ripgrep';
import { createSearch } from './search';
import { createTasks } from './tasks';
import { createTerminals } from './terminals';

const ownNames: ReadonlySet<string> = new Set(workspaceTools.map(({ name }) => name));

/** What the workspace gives to a turn. */
export interface WorkspaceTools {
  readonly toolbox: Toolbox;
  /** The instruction files, as they are now. */
  readonly instructions: () => Promise<Instructions>;
  /** The prompt files, as they are now. */
  readonly prompts: () => Promise<readonly FoundPrompt[]>;
}

/** Makes the functions of this workspace. Loaded at the first turn that may use them, with all that they need. */
export function createWorkspaceTools(ignoreRules: IgnoreRules, log: Logger): WorkspaceTools {
  const guardPorts = createGuardPorts(ignoreRules);
  const files = createFiles(guardPorts);
  const background = createBackgroundCommands();
  const parts: Omit<ToolHost, 'guard' | 'context' | 'folders'> = {
    files,
    search: createSearch(guardPorts, files, findRipgrep(vscode.env.appRoot)),
    languages: createLanguages(guardPorts, files),
    git: createGit(guardPorts),
    editors: createEditors(guardPorts),
    terminals: createTerminals(guardPorts, background),
    tasks: createTasks(background),
    changes: createChanges(guardPorts),
  };
  const toolbox = createToolbox({
    tools: () => [...workspaceTools, ...foreignTools(ownNames)],
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
  return {
    toolbox,
    instructions: () => readInstructions(guardPorts, files, log),
    prompts: () => findPrompts(guardPorts, files, log),
  };
}
