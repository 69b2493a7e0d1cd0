import * as vscode from 'vscode';
import { parseCommandLine } from '../../tools/commandLine';
import { shellKind } from '../../tools/shellKind';
import { createCommandOutput } from './commandOutput';
import { endsWithin, type RunningCommand } from './followCommand';
import { descendantsOf, killTree, sendSignal } from './processTree';
import type { ShellTerminal } from './shellTerminals';

/** Milliseconds that a command has to end after Ctrl+C, and after it was killed. */
const patienceMs = 2000;
/** Milliseconds that the last of its output is waited for. */
const drainMs = 1000;

const lookEveryMs = 200;
const interrupt = '\u0003';

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
      const pid = await terminal.processId;
      const kind = shellKind(terminal.state.shell ?? vscode.env.shell);
      if (pid === undefined || parseCommandLine(command, kind).argv !== undefined) {
        terminal.sendText(interrupt, false);
        if (await endsWithin(over, patienceMs)) return;
      } else {
        await interruptCommands(terminal, pid, over);
      }
      if (pid !== undefined) await killTree(pid);
      // It may not have begun yet; without its shell it cannot.
      terminal.dispose();
      await endsWithin(over, patienceMs);
    },
  };
}

/**
 * Interrupts the commands of a line while its shell stands still: it would take the end of one, when that has dealt with
 * the interruption itself, for leave to begin the next.
 */
async function interruptCommands(
  terminal: vscode.Terminal,
  pid: number,
  over: Promise<unknown>,
): Promise<void> {
  if (process.platform !== 'win32') sendSignal(pid, 'SIGSTOP');
  terminal.sendText(interrupt, false);
  for (let waited = 0; waited < patienceMs; waited += lookEveryMs) {
    if (await endsWithin(over, lookEveryMs)) return;
    if ((await descendantsOf(pid)).length === 0) return;
  }
}
