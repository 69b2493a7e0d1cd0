import * as vscode from 'vscode';
import type { Chat } from '../session/chats';
import type { Instructions } from '../session/turnDependencies';
import type { Toolbox } from '../tools/toolbox';
import type { Logger } from '../util/log';
import type { RecordChange } from './checkpoints/checkpoints';
import type { IgnoreRules } from './ignoreRules';
import { readSettings } from './settings';
import type { FoundPrompt } from './tools/promptFiles';
import type { WorkspaceTools } from './tools/workspaceTools';

/** What gives a turn the functions and the instructions of the workspace. */
export interface WorkspaceLoader {
  /** `undefined` where the workspace is not trusted, no folder is open or the person has switched functions off. */
  toolbox(): Promise<Toolbox | undefined>;
  /** What VS Code's own chat and other extensions may call, on the same conditions. */
  contributed(): Promise<Toolbox | undefined>;
  instructions(): Promise<Instructions>;
  /** The prompt files of the workspace; none where it is not trusted. */
  prompts(): Promise<readonly FoundPrompt[]>;
  /** Brings back what was there before a turn of a chat; the person chooses one unless it is given. */
  restoreCheckpoint(chat: Chat, turnId: string | undefined): Promise<void>;
  /** Keeps what is in the files that a change is about and belongs to a turn, and makes the change. */
  readonly record: RecordChange;
}

/** Creates it. The code of the functions, and all that it needs, is loaded when it is first used. */
export function createWorkspaceLoader(
  ignoreRules: IgnoreRules,
  checkpointFolder: string,
  log: Logger,
): WorkspaceLoader {
  let loaded: Promise<WorkspaceTools> | undefined;
  const load = (): Promise<WorkspaceTools> => {
    loaded ??= import('./tools/workspaceTools').then(({ createWorkspaceTools }) =>
      createWorkspaceTools(ignoreRules, checkpointFolder, log),
    );
    return loaded;
  };
  const isOpen = (): boolean =>
    vscode.workspace.isTrusted && (vscode.workspace.workspaceFolders ?? []).length > 0;
  const mayCall = (): boolean => isOpen() && readSettings()['tools.workspace'];
  return {
    toolbox: async () => (mayCall() ? (await load()).toolbox : undefined),
    contributed: async () => (mayCall() ? (await load()).contributed : undefined),
    restoreCheckpoint: async (chat, turnId) => (await load()).restoreCheckpoint(chat, turnId),
    record: async (turn, change, make) => (await load()).record(turn, change, make),
    prompts: async () => (isOpen() ? (await load()).prompts() : []),
    instructions: async () => (isOpen() ? (await load()).instructions() : { text: '', files: [] }),
  };
}
