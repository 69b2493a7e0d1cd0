import * as vscode from 'vscode';
import { createCommandOutput } from './commandOutput';
import { endsWithin, type RunningCommand } from './followCommand';
import { killDescendants } from './killDescendants';
import type { ShellTerminal } from './shellTerminals';

/** Milliseconds that a command has to end after Ctrl+C, and after it was killed. */
const patienceMs = 2000;
/** Milliseconds that the last of its output is waited for. */
const drainMs = 1000;

/** Runs a line in a terminal whose shell tells when it ends. */
export function runInShell(
  { terminal }: ShellTerminal,
  command: string,
  print: (text: string) => void,
  started: (execution: vscode.TerminalShellExecution) => void,
): RunningCommand {
  const output = createCommandOutput(print);
  const listeners: vscode.Disposable[] = [];
  const integration = terminal.shellIntegration;
  if (integration === undefined) throw new Error('The shell of the terminal does not tell how commands end.');
  const execution = integration.executeCommand(command);
  started(execution);
  const over = new Promise<number | undefined>((resolve) => {
    listeners.push(
      vscode.window.onDidEndTerminalShellExecution((event) => {
        if (event.execution === execution) resolve(event.exitCode);
      }),
      // `exit 3` ends the shell itself.
      vscode.window.onDidCloseTerminal((closed) => {
        if (closed === terminal) resolve(terminal.exitStatus?.code);
      }),
    );
  });
  const read = (async () => {
    for await (const printed of execution.read()) output.take(printed);
  })().catch(() => undefined);
  const ended = over.then(async (exitCode) => {
    await endsWithin(read, drainMs);
    for (const listener of listeners) listener.dispose();
    return exitCode;
  });
  return {
    output,
    ended,
    async stop() {
      terminal.sendText('\u0003', false);
      if (await endsWithin(over, patienceMs)) return;
      const pid = await terminal.processId;
      if (pid !== undefined) await killDescendants(pid);
      if (await endsWithin(over, patienceMs)) return;
      // It may not have begun yet; without its shell it cannot.
      terminal.dispose();
      await endsWithin(over, patienceMs);
    },
  };
}
