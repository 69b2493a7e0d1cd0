import * as vscode from 'vscode';
import { recheck, type GuardPorts } from '../../tools/guard';
import type { CommandRequest, Terminals } from '../../tools/runPorts';
import { shellKind } from '../../tools/shellKind';
import { ToolError } from '../../util/toolError';
import { followCommand, type BackgroundCommands, type RunningCommand } from './followCommand';
import { openProcessTerminal, type ProcessTerminal } from './processTerminal';
import { runInShell } from './runInShell';
import { createShellTerminals, usualIntegrationMs } from './shellTerminals';
import { uriOf } from './uriOf';

/** Runs commands where the person sees them. */
export function createTerminals(
  guard: GuardPorts,
  background: BackgroundCommands,
  integrationMs = usualIntegrationMs,
): Terminals {
  const shells = createShellTerminals(integrationMs);
  /** The terminals of processes that have ended, by chat: the next one takes their place. */
  const ended = new Map<string, vscode.Terminal>();

  const replaceWhenEnded = async (chatId: string, { terminal, command }: ProcessTerminal): Promise<void> => {
    await command.ended;
    ended.get(chatId)?.dispose();
    ended.set(chatId, terminal);
  };

  const start = async (
    request: CommandRequest,
    print: (text: string) => void,
    signal: AbortSignal,
  ): Promise<RunningCommand> => {
    const { command, chatId } = request;
    // A terminal reads a line break as the end of a command.
    const shell = command.includes('\n') ? undefined : await shells.take(request, signal);
    if (shell !== undefined) {
      if (signal.aborted) shells.giveBack(shell, command);
      signal.throwIfAborted();
      const running = runInShell(shell, command, print, (execution) => shells.ownExecution(execution));
      void running.ended.then(() => shells.giveBack(shell, command));
      return running;
    }
    ended.get(chatId)?.dispose();
    ended.delete(chatId);
    const opened = openProcessTerminal(request, print);
    void replaceWhenEnded(chatId, opened);
    return opened.command;
  };

  return {
    shell: () => shellKind(vscode.env.shell),
    async run(request, print, moved, signal) {
      await recheck(request.folder, guard);
      await requireFolder(request);
      signal.throwIfAborted();
      const running = await start(request, print, signal);
      return followCommand(running, {
        chatId: request.chatId,
        timeLimitMs: request.timeLimitMs,
        moved,
        signal,
        background,
      });
    },
    output: (chatId, id) => background.find(chatId, id),
  };
}

async function requireFolder({ folder }: CommandRequest): Promise<void> {
  const uri = uriOf(folder);
  if (uri.scheme !== 'file')
    throw new ToolError('Commands can only run where the folder is on the disk of this computer.');
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.Directory) !== 0) return;
  } catch {
    // Said below.
  }
  throw new ToolError(`There is no folder "${folder.name}".`);
}
