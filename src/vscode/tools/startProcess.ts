import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { parseCommandLine } from '../../tools/commandLine';
import { isBuiltin } from '../../tools/programs';
import type { ShellKind } from '../../tools/shellKind';
import { commandEnvironment } from './commandEnvironment';
import { endsWithin } from './followCommand';
import { descendantsOf, killTree, sendSignal } from './processTree';

/** A process that runs a command line. */
export interface StartedProcess {
  readonly ended: Promise<number | undefined>;
  readonly stop: () => Promise<void>;
  /** Asks it to end, as Ctrl+C does. */
  readonly interrupt: () => void;
  /** Gives it a line to read. */
  readonly write: (text: string) => void;
}

/** Milliseconds that a process has to end after it was asked to. */
const patienceMs = 2000;
const lookEveryMs = 50;
/** Milliseconds that its output is waited for after its end; what it left running may hold on to it for good. */
const drainMs = 500;

/**
 * Starts a command line as a process of its own: without a shell where it is a program with plain arguments, else in
 * the given shell. On Windows many programs are scripts that only a shell can start.
 */
export function startProcess(
  command: string,
  options: { readonly shell: ShellKind; readonly shellPath: string; readonly folder: string },
  print: (text: string) => void,
): StartedProcess {
  const { file, args, usesShell, verbatim } = invocation(command, options);
  const posix = process.platform !== 'win32';
  const child = spawn(file, args, {
    cwd: options.folder,
    env: commandEnvironment(),
    // A group of its own, so that all of it can be ended.
    detached: posix,
    windowsHide: true,
    windowsVerbatimArguments: verbatim,
  });
  const endWithUs = (): void => {
    if (child.pid !== undefined) sendSignal(posix ? -child.pid : child.pid, 'SIGKILL');
  };
  process.once('exit', endWithUs);
  for (const stream of [child.stdout, child.stderr]) {
    const decoder = new TextDecoder();
    stream.on('data', (bytes: Buffer) => print(decoder.decode(bytes, { stream: true })));
  }
  child.stdin.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const ended = new Promise<number | undefined>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      print(error.code === 'ENOENT' ? `${file}: not found\n` : `${file}: ${error.message}\n`);
      resolve(error.code === 'ENOENT' ? 127 : 126);
    });
    child.once('exit', (code, signal) => {
      const exitCode = code ?? (signal === null ? undefined : 128 + constants.signals[signal]);
      const drain = async (): Promise<void> => {
        await endsWithin(closed, drainMs);
        for (const stream of [child.stdout, child.stderr]) stream.destroy();
        resolve(exitCode);
      };
      void drain();
    });
  }).finally(() => process.removeListener('exit', endWithUs));
  const interrupt = (): void => {
    if (child.pid !== undefined && posix) sendSignal(-child.pid, 'SIGINT');
  };
  return {
    ended,
    interrupt,
    write: (text) => void child.stdin.write(text),
    async stop() {
      const { pid } = child;
      if (pid === undefined) return;
      if (posix) await endGroup(pid, usesShell, ended);
      else await killTree(pid);
      await endsWithin(ended, patienceMs);
    },
  };
}

/** Interrupts all processes of a group, and ends those that do not listen; and whatever left the group meanwhile. */
async function endGroup(leader: number, isShell: boolean, ended: Promise<unknown>): Promise<void> {
  const below = await descendantsOf(leader);
  // A shell would take the end of its command for leave to begin the next.
  if (isShell) sendSignal(leader, 'SIGKILL');
  sendSignal(-leader, 'SIGINT');
  for (let waited = 0; waited < patienceMs && sendSignal(-leader, 0); waited += lookEveryMs)
    await wait(lookEveryMs);
  sendSignal(-leader, 'SIGKILL');
  for (const each of below) sendSignal(each, 'SIGKILL');
  await endsWithin(ended, patienceMs);
}

interface Invocation {
  readonly file: string;
  readonly args: readonly string[];
  readonly usesShell: boolean;
  /** Whether the arguments are passed as they stand, on Windows. */
  readonly verbatim: boolean;
}

function invocation(
  command: string,
  { shell, shellPath }: { readonly shell: ShellKind; readonly shellPath: string },
): Invocation {
  if (process.platform === 'win32') {
    if (shell === 'powershell')
      return {
        file: shellPath || 'powershell.exe',
        args: ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', command],
        usesShell: true,
        verbatim: false,
      };
    return { file: 'cmd.exe', args: ['/d', '/s', '/c', `"${command}"`], usesShell: true, verbatim: true };
  }
  const [program, ...args] = parseCommandLine(command, shell).argv ?? [];
  if (program !== undefined && !isBuiltin(program, shell))
    return { file: program, args, usesShell: false, verbatim: false };
  const known = (shell === 'sh' || shell === 'zsh') && shellPath !== '';
  return { file: known ? shellPath : '/bin/sh', args: ['-c', command], usesShell: true, verbatim: false };
}
