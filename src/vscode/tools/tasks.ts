import * as vscode from 'vscode';
import type { Tasks, WorkspaceTask } from '../../tools/runPorts';
import { ToolError } from '../../util/toolError';
import { followCommand, type BackgroundCommands } from './followCommand';
import { runTaskProcesses } from './runTaskProcesses';
import { describeTask, taskNames } from './taskDescription';

/** Milliseconds that the extensions which provide tasks have. */
const listMs = 20_000;

/** The tasks of the workspace, those that extensions find in it, and the person's own. */
export function createTasks(background: BackgroundCommands): Tasks {
  const list = async (): Promise<
    readonly { readonly task: vscode.Task; readonly shown: WorkspaceTask }[]
  > => {
    const tasks = await fetchTasks();
    const names = taskNames(tasks);
    return tasks.map((task, at) => ({ task, shown: describeTask(names[at] ?? task.name, task, tasks) }));
  };
  return {
    list: async () => (await list()).map(({ shown }) => shown),
    async run({ name, definition }, { chatId, timeLimitMs }, print, moved, signal) {
      const found = (await list()).find(({ shown }) => shown.name === name);
      if (found?.shown.definition !== definition)
        throw new ToolError(`The task "${name}" is no longer what it was when it was shown. Call it again.`);
      signal.throwIfAborted();
      const running = await runTaskProcesses(found.task, print);
      return followCommand(running, { chatId, timeLimitMs, moved, signal, background });
    },
  };
}

async function fetchTasks(): Promise<readonly vscode.Task[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new ToolError('The editor did not list its tasks in time. Try again later.')),
      listMs,
    );
  });
  try {
    return await Promise.race([vscode.tasks.fetchTasks(), late]);
  } finally {
    clearTimeout(timer);
  }
}
