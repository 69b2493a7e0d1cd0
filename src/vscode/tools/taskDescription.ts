import * as vscode from 'vscode';
import type { WorkspaceTask } from '../../tools/runPorts';

/** A name for each task, as the editor shows it, and no two alike. */
export function taskNames(tasks: readonly vscode.Task[]): readonly string[] {
  const taken = new Map<string, number>();
  return tasks.map((task) => {
    const name = task.source === 'Workspace' ? task.name : `${task.source}: ${task.name}`;
    const folder = folderOf(task)?.name;
    const several = (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
    const full = several && folder !== undefined ? `${name} (${folder})` : name;
    const before = taken.get(full) ?? 0;
    taken.set(full, before + 1);
    return before === 0 ? full : `${full} #${before + 1}`;
  });
}

/** All that can be told of a task before it runs. */
export function describeTask(name: string, task: vscode.Task, all: readonly vscode.Task[]): WorkspaceTask {
  const configured = configuredTasks(task);
  return {
    name,
    detail: [task.detail ?? '', ...circumstances(task)].filter((line) => line !== '').join('\n'),
    commandLine: commandLineOf(task),
    before: tasksBefore(task, configured).map((label) => {
      const commandLine = all.filter((each) => each.name === label).map(commandLineOf)[0];
      return commandLine === undefined ? label : `${label}: ${commandLine}`;
    }),
    definition: JSON.stringify([
      task.name,
      task.source,
      folderOf(task)?.uri.toString() ?? null,
      task.definition,
      task.detail ?? null,
      describeExecution(task.execution),
      // A task can name others, and inputs, so that what any of them is counts for all.
      task.source === 'Workspace' ? (configured ?? null) : null,
    ]),
  };
}

/** The names of the tasks that run before a task, those before them included. */
export function tasksBefore(task: vscode.Task, configured = configuredTasks(task)): readonly string[] {
  const before: string[] = [];
  const visit = (name: string): void => {
    for (const label of dependenciesOf(configured?.find((entry) => labelOf(entry) === name))) {
      if (label === task.name || before.includes(label)) continue;
      before.push(label);
      visit(label);
    }
  };
  visit(task.name);
  return before;
}

function folderOf({ scope }: vscode.Task): vscode.WorkspaceFolder | undefined {
  return typeof scope === 'object' ? scope : undefined;
}

/** What the file of the tasks says, as it stands there. */
function configuredTasks(task: vscode.Task): readonly unknown[] | undefined {
  const folder = folderOf(task);
  const configuration = vscode.workspace.getConfiguration('tasks', folder?.uri ?? null);
  const tasks = configuration.get<unknown>('tasks');
  const inputs = configuration.get<unknown>('inputs');
  return [...(Array.isArray(tasks) ? (tasks as unknown[]) : []), ...(Array.isArray(inputs) ? inputs : [])];
}

function labelOf(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  if ('label' in entry && typeof entry.label === 'string') return entry.label;
  return 'taskName' in entry && typeof entry.taskName === 'string' ? entry.taskName : undefined;
}

function dependenciesOf(entry: unknown): readonly string[] {
  if (typeof entry !== 'object' || entry === null || !('dependsOn' in entry)) return [];
  const all: readonly unknown[] = Array.isArray(entry.dependsOn) ? entry.dependsOn : [entry.dependsOn];
  return all.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
}

function commandLineOf({ execution }: vscode.Task): string | undefined {
  if (execution instanceof vscode.ShellExecution) {
    if (execution.commandLine !== undefined) return execution.commandLine;
    return [execution.command, ...(execution.args ?? [])].map(wordOf).join(' ');
  }
  if (execution instanceof vscode.ProcessExecution)
    return [execution.process, ...execution.args].map(wordOf).join(' ');
  return undefined;
}

function wordOf(word: string | vscode.ShellQuotedString | undefined): string {
  const text = typeof word === 'string' ? word : (word?.value ?? '');
  return text === '' || /[\s"'\\$`&|;<>*?()]/.test(text) ? JSON.stringify(text) : text;
}

/** Where it runs and with which variables, when that is said. */
function circumstances({ execution }: vscode.Task): readonly string[] {
  if (!(execution instanceof vscode.ShellExecution || execution instanceof vscode.ProcessExecution))
    return [];
  const { cwd, env } = execution.options ?? {};
  const shell = execution instanceof vscode.ShellExecution ? execution.options?.executable : undefined;
  return [
    ...(cwd === undefined || cwd === '${workspaceFolder}' ? [] : [`in ${cwd}`]),
    ...(shell === undefined ? [] : [`by ${shell}`]),
    ...Object.entries(env ?? {}).map(([name, value]) => `with ${name}=${value}`),
  ];
}

function describeExecution(execution: vscode.Task['execution']): unknown {
  if (execution instanceof vscode.ShellExecution) {
    const { commandLine, command, args, options } = execution;
    return { commandLine, command, args, options };
  }
  if (execution instanceof vscode.ProcessExecution) {
    const { process, args, options } = execution;
    return { process, args, options };
  }
  return null;
}
