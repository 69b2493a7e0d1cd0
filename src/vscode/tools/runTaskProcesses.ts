import * as vscode from 'vscode';
import { createCommandOutput } from './commandOutput';
import { endsWithin, type RunningCommand } from './followCommand';
import { tasksBefore } from './taskDescription';

/** Milliseconds that a task has to end each time that it was asked to. */
const patienceMs = 2000;
const mostTries = 4;
/** Milliseconds that the last of its output is waited for. */
const drainMs = 1500;
/** As many characters are held back of what a terminal prints before it is known whose it is. */
const heldBack = 100_000;

const unseen =
  '(What the task printed could not be read here; the person sees it in the terminal of the task.)\n';

/** Runs a task, with the tasks before it. Its output is what the terminals of their processes print, where they tell. */
export async function runTaskProcesses(
  task: vscode.Task,
  print: (text: string) => void,
): Promise<RunningCommand> {
  const output = createCommandOutput(print);
  const names = new Set([task.name, ...tasksBefore(task)]);
  const ours = new Set<number>();
  const waiting = new Set<() => void>();
  const streams = new Set<Promise<void>>();
  const exitCodes = new Map<string, number>();
  let read = false;
  let stopped = false;

  const follow = async (terminal: vscode.Terminal, stream: AsyncIterable<string>): Promise<void> => {
    const pieces: string[] = [];
    let isOurs = false;
    let size = 0;
    const pid = await terminal.processId;
    const decide = (): void => {
      // A terminal that a task has used before keeps its first process, and takes the name of the task after a while.
      if (isOurs || !((pid !== undefined && ours.has(pid)) || names.has(terminal.name))) return;
      isOurs = read = true;
      for (const piece of pieces.splice(0)) output.take(piece);
    };
    waiting.add(decide);
    for await (const printed of stream) {
      decide();
      if (isOurs) output.take(printed);
      else if (size < heldBack) {
        pieces.push(printed);
        size += printed.length;
      }
    }
    // The end of a short process is known before its beginning is told.
    if (!isOurs) await endsWithin(over, patienceMs);
    decide();
    waiting.delete(decide);
  };

  const listeners: vscode.Disposable[] = [];
  let execution: vscode.TaskExecution | undefined;
  let end: () => void = () => undefined;
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  const isOurTask = (each: vscode.TaskExecution): boolean => names.has(each.task.name);
  listeners.push(
    vscode.window.onDidStartTerminalShellExecution((event) => {
      const stream = follow(event.terminal, event.execution.read()).catch(() => undefined);
      streams.add(stream);
      void stream.then(() => streams.delete(stream));
    }),
    vscode.tasks.onDidStartTaskProcess((event) => {
      if (!isOurTask(event.execution)) return;
      if (stopped) event.execution.terminate();
      ours.add(event.processId);
      for (const decide of waiting) decide();
    }),
    vscode.window.onDidChangeTerminalState(() => {
      for (const decide of waiting) decide();
    }),
    vscode.tasks.onDidEndTaskProcess((event) => {
      if (isOurTask(event.execution) && event.exitCode !== undefined)
        exitCodes.set(event.execution.task.name, event.exitCode);
    }),
    vscode.tasks.onDidEndTask((event) => {
      if (event.execution === execution) end();
    }),
  );
  try {
    execution = await vscode.tasks.executeTask(task);
  } catch (error) {
    for (const listener of listeners) listener.dispose();
    throw error;
  }
  const ended = over.then(async () => {
    for (const decide of waiting) decide();
    await endsWithin(Promise.all(streams), drainMs);
    for (const listener of listeners) listener.dispose();
    if (!read) output.take(unseen);
    // Of a task that only names others, the worst of them.
    return exitCodes.get(task.name) ?? (exitCodes.size === 0 ? undefined : Math.max(...exitCodes.values()));
  });
  return {
    output,
    ended,
    async stop() {
      stopped = true;
      // What has not begun yet does not listen.
      for (let tries = 0; tries < mostTries; tries += 1) {
        execution?.terminate();
        for (const each of vscode.tasks.taskExecutions) if (isOurTask(each)) each.terminate();
        if (await endsWithin(over, patienceMs)) return;
      }
    },
  };
}
