import * as vscode from 'vscode';
import { createCommandOutput } from './commandOutput';
import type { RunningCommand } from './followCommand';
import { startProcess } from './startProcess';
import { terminalName } from './terminalName';
import type { CommandRequest } from '../../tools/runPorts';

/** A terminal that shows one process, and lets the person write to it, interrupt it or close it. */
export interface ProcessTerminal {
  readonly terminal: vscode.Terminal;
  readonly command: RunningCommand;
}

/** Runs a command as a process where no shell can tell how its commands end, in a terminal that shows it. */
export function openProcessTerminal(
  { command, shell, folder }: CommandRequest,
  print: (text: string) => void,
): ProcessTerminal {
  const written = new vscode.EventEmitter<string>();
  let opened = false;
  let before = '';
  const write = (text: string): void => {
    const lines = text.replaceAll('\n', '\r\n');
    if (opened) written.fire(lines);
    else before = (before + lines).slice(-10_000);
  };
  // What the terminal shows goes on when the call no longer waits; what the panel shows does not.
  const shown = createCommandOutput(write);
  const output = createCommandOutput(print);
  const {
    ended,
    stop,
    interrupt,
    write: give,
  } = startProcess(command, { shell, shellPath: vscode.env.shell, folder: folder.real }, (text) => {
    output.take(text);
    shown.take(text);
  });
  const tellEnd = async (): Promise<void> => {
    const exitCode = await ended;
    shown.stopShowing();
    write(`\n(${exitCode === undefined ? 'ended' : `exit code ${exitCode}`})\n`);
  };
  void tellEnd();
  let line = '';
  const type = (typed: string): void => {
    for (const character of typed) {
      if (character === '\u0003') interrupt();
      else if (character === '\r') {
        give(`${line}\n`);
        line = '';
        write('\n');
      } else if (character === '\u007f') {
        if (line !== '') write('\b \b');
        line = line.slice(0, -1);
      } else {
        line += character;
        write(character);
      }
    }
  };
  const terminal = vscode.window.createTerminal({
    name: terminalName,
    iconPath: new vscode.ThemeIcon('sparkle'),
    pty: {
      onDidWrite: written.event,
      open() {
        opened = true;
        written.fire(`> ${command.replaceAll('\n', '\r\n')}\r\n${before}`);
        before = '';
      },
      close: () => void stop(),
      handleInput: type,
    },
  });
  terminal.show(true);
  // A terminal that is closed before it has opened is not told so by itself.
  const closing = vscode.window.onDidCloseTerminal((closed) => {
    if (closed === terminal) void stop();
  });
  void ended.then(() => closing.dispose());
  return { terminal, command: { output, ended, stop } };
}
