import * as vscode from 'vscode';
import { contributedTools } from '../../manifest';
import { createToolbox, type ToolboxPorts } from '../../tools/createToolbox';
import { workspaceTools } from '../../tools/index';
import type { ToolHost } from '../../tools/ports';
import type { Chat } from '../../session/chats';
import type { Instructions } from '../../session/turnDependencies';
import type { Toolbox } from '../../tools/toolbox';
import type { Logger } from '../../util/log';
import { workspaceCheckpoints } from '../checkpoints/workspaceCheckpoints';
import type { RecordChange } from '../checkpoints/checkpoints';
import { recordedChanges } from '../checkpoints/recordedChanges';
import { restoreCheckpoint } from '../checkpoints/restoreCheckpoint';
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
const contributedNames: ReadonlySet<string> = new Set(contributedTools);

/** What the workspace gives to a turn. */
export interface WorkspaceTools {
  readonly toolbox: Toolbox;
  /** The functions that VS Code's own chat and other extensions may call. They choose among them themselves. */
  readonly contributed: Toolbox;
  /** The instruction files, as they are now. */
  readonly instructions: () => Promise<Instructions>;
  /** The prompt files, as they are now. */
  readonly prompts: () => Promise<readonly FoundPrompt[]>;
  /** Brings back what was there before a turn of a chat; the person chooses one unless it is given. */
  readonly restoreCheckpoint: (chat: Chat, turnId: string | undefined) => Promise<void>;
  readonly record: RecordChange;
}

/** Makes the functions of this workspace. Loaded at the first turn that may use them, with all that they need. */
export function createWorkspaceTools(
  ignoreRules: IgnoreRules,
  checkpointFolder: string,
  log: Logger,
): WorkspaceTools {
  const guardPorts = createGuardPorts(ignoreRules);
  const files = createFiles(guardPorts);
  const background = createBackgroundCommands();
  const checkpoints = workspaceCheckpoints(checkpointFolder, guardPorts, log);
  const changes = createChanges(guardPorts);
  const parts: Omit<ToolHost, 'guard' | 'context' | 'folders' | 'changes'> = {
    files,
    search: createSearch(guardPorts, files, findRipgrep(vscode.env.appRoot)),
    languages: createLanguages(guardPorts, files),
    git: createGit(guardPorts),
    editors: createEditors(guardPorts),
    terminals: createTerminals(guardPorts, background),
    tasks: createTasks(background),
  };
  const gate: Omit<ToolboxPorts, 'tools' | 'isOn'> = {
    trusted: () => vscode.workspace.isTrusted,
    rule: (name) => readSettings().approvals[name],
    guard: guardPorts,
    host: (guard, context) => ({
      ...parts,
      changes: recordedChanges(changes, checkpoints, context),
      guard,
      context,
      folders: workspaceRoots().map(({ name }) => name),
    }),
    log,
  };
  const isOn = (name: string): boolean | undefined => readSettings()['tools.enabled'][name];
  return {
    toolbox: createToolbox({
      ...gate,
      tools: () => [...workspaceTools, ...foreignTools(ownNames)],
      isOn,
    }),
    contributed: createToolbox({
      ...gate,
      tools: () => workspaceTools.filter(({ name }) => contributedNames.has(name)),
      isOn: (name) => isOn(name) ?? true,
    }),
    instructions: () => readInstructions(guardPorts, files, log),
    prompts: () => findPrompts(guardPorts, files, log),
    restoreCheckpoint: (chat, turnId) =>
      restoreCheckpoint(chat, turnId, { checkpoints, guard: guardPorts, changes, log }),
    record: checkpoints.record,
  };
}
