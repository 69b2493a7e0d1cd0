import { realpath } from 'node:fs/promises';
import * as vscode from 'vscode';
import { keepsShell } from '../../tools/commandConcerns';
import type { CommandRequest } from '../../tools/runPorts';
import { shellKind } from '../../tools/shellKind';
import { terminalEnvironment } from './commandEnvironment';
import { terminalName } from './terminalName';
import { uriOf } from './uriOf';

/** A terminal of ours with a shell that tells how its commands end. */
export interface ShellTerminal {
  readonly terminal: vscode.Terminal;
  readonly chatId: string;
  /** Where its shell is, with every link followed. */
  readonly folder: string;
  /** Whether a command of ours runs in it. */
  busy: boolean;
  /** Whether its shell is as it was when it started, so that a line means there what it meant when it was shown. */
  fresh: boolean;
  /** Whether the person has run something in it: it is theirs then. */
  taken: boolean;
}

/** The terminals in which commands of the model run. */
export interface ShellTerminals {
  /**
   * A terminal of the chat that is free and in the folder, or a new one; `undefined` where shells do not tell how their
   * commands end. It is busy then, until it is given back.
   */
  take(request: CommandRequest, signal: AbortSignal): Promise<ShellTerminal | undefined>;
  giveBack(terminal: ShellTerminal, command: string): void;
  /** Tells it from what the person runs. */
  ownExecution(execution: vscode.TerminalShellExecution): void;
}

/** Milliseconds that a new terminal has to tell that it can. */
export const usualIntegrationMs = 10_000;
/** Milliseconds that it has to tell where it is. */
const folderMs = 2_000;
/** Milliseconds for which a shell that could not tell is not tried again. */
const retryMs = 120_000;
/** Shells that VS Code teaches to tell. */
const teachable = /^(?:bash|zsh|fish|pwsh|powershell|)(?:\.exe)?$/i;

/** Creates the terminals. They live as long as the person lets them. */
export function createShellTerminals(integrationMs: number): ShellTerminals {
  const terminals = new Set<ShellTerminal>();
  const own = new WeakSet<vscode.TerminalShellExecution>();
  const failedAt = new Map<string, number>();
  vscode.window.onDidCloseTerminal((closed) => {
    for (const each of terminals) if (each.terminal === closed) terminals.delete(each);
  });
  vscode.window.onDidStartTerminalShellExecution(({ terminal, execution }) => {
    for (const each of terminals) if (each.terminal === terminal && !own.has(execution)) each.taken = true;
  });

  return {
    ownExecution: (execution) => void own.add(execution),
    giveBack(terminal, command) {
      terminal.busy = false;
      if (!keepsShell(command, shellKind(terminal.terminal.state.shell ?? vscode.env.shell)))
        terminal.fresh = false;
    },
    async take(request, signal) {
      const { chatId, folder } = request;
      const idle = [...terminals].filter((each) => each.chatId === chatId && !each.busy && !each.taken);
      for (const each of idle) {
        if (!each.fresh || each.folder !== folder.real || each.busy) continue;
        each.busy = true;
        if (await isThere(each, 0)) return each;
        each.busy = false;
      }
      if (!canTell(failedAt)) return undefined;
      // What was there before has done its work.
      for (const each of idle) if (!each.busy && !each.taken) each.terminal.dispose();
      const terminal = vscode.window.createTerminal({
        name: terminalName,
        cwd: uriOf(folder),
        env: { ...terminalEnvironment },
        iconPath: new vscode.ThemeIcon('sparkle'),
        isTransient: true,
      });
      terminal.show(true);
      const opened: ShellTerminal = {
        terminal,
        chatId,
        folder: folder.real,
        busy: true,
        fresh: true,
        taken: false,
      };
      terminals.add(opened);
      const integrated = await hasIntegration(terminal, integrationMs, signal);
      if (integrated && readsAlike(terminal, request) && (await isThere(opened, folderMs))) return opened;
      if (!integrated && !signal.aborted) failedAt.set(vscode.env.shell, Date.now());
      terminal.dispose();
      signal.throwIfAborted();
      return undefined;
    },
  };
}

function canTell(failedAt: ReadonlyMap<string, number>): boolean {
  const enabled = vscode.workspace
    .getConfiguration('terminal.integrated.shellIntegration')
    .get('enabled', true);
  const name = vscode.env.shell.split(/[\\/]/).at(-1) ?? '';
  const failed = failedAt.get(vscode.env.shell);
  return enabled && teachable.test(name) && (failed === undefined || Date.now() - failed > retryMs);
}

/** Whether the shell in a terminal reads a line as the one that it was judged by. */
function readsAlike({ state }: vscode.Terminal, { shell }: CommandRequest): boolean {
  return shell === 'other' || state.shell === undefined || shellKind(state.shell) === shell;
}

/** Whether the shell is where the command is to run; where it does not say so in time, it is where it was opened. */
async function isThere({ terminal, folder }: ShellTerminal, milliseconds: number): Promise<boolean> {
  await until(() => terminal.shellIntegration?.cwd !== undefined, terminal, milliseconds);
  const cwd = terminal.shellIntegration?.cwd;
  if (cwd === undefined) return terminal.exitStatus === undefined && terminal.shellIntegration !== undefined;
  try {
    return (await realpath(cwd.fsPath)) === folder;
  } catch {
    return false;
  }
}

async function hasIntegration(
  terminal: vscode.Terminal,
  milliseconds: number,
  signal: AbortSignal,
): Promise<boolean> {
  await until(() => terminal.shellIntegration !== undefined, terminal, milliseconds, signal);
  return terminal.shellIntegration !== undefined;
}

/** Waits until something holds of the shell of a terminal, it is closed, or the time is over. */
async function until(
  holds: () => boolean,
  terminal: vscode.Terminal,
  milliseconds: number,
  signal?: AbortSignal,
): Promise<void> {
  if (holds() || milliseconds === 0 || signal?.aborted === true) return;
  const listeners: vscode.Disposable[] = [];
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve) => {
    listeners.push(
      vscode.window.onDidChangeTerminalShellIntegration((event) => {
        if (event.terminal === terminal && holds()) resolve();
      }),
      vscode.window.onDidCloseTerminal((closed) => {
        if (closed === terminal) resolve();
      }),
    );
    timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
  clearTimeout(timer);
  for (const listener of listeners) listener.dispose();
}
