import * as z from 'zod';
import type { CallFact } from '../conversation/calls';
import { isToolError, ToolError } from '../util/toolError';
import type { CodeProblem, Languages } from './codePorts';
import { commandReport } from './commandReport';
import type { WorkspaceTask } from './runPorts';
import { defineTool, type Plan } from './tool';

/** Seconds. */
const usualTimeLimit = 300;
const longestTimeLimit = 1800;
const mostTasks = 100;
const mostProblems = 20;

/** Runs a task of the workspace, or lists them. */
export const runTask = defineTool({
  name: 'run_task',
  description: 'Run a task of the workspace and wait for its end. Without a task: list the tasks.',
  effect: 'execute',
  onByDefault: false,
  timeLimitMs: 0,
  input: z.strictObject({
    task: z.string().optional().describe('The name of the task, as it is listed.'),
    timeLimit: z
      .int()
      .min(1)
      .max(longestTimeLimit)
      .optional()
      .describe(`Seconds after which it is stopped; ${usualTimeLimit} if left out.`),
  }),
  title: ({ task }) => (task === undefined ? 'List the tasks' : `Run task ${task}`),
  async plan({ task: name, timeLimit = usualTimeLimit }, { tasks, languages, context }) {
    const known = await tasks.list();
    if (name === undefined) return listing(known);
    const task = known.find((each) => each.name === name);
    if (task === undefined) throw new ToolError(`There is no task "${name}". ${list(known)}`);
    const timeLimitMs = timeLimit * 1000;
    return {
      facts: factsOf(task),
      concerns: concernsAbout(task),
      permission: {
        key: JSON.stringify(['run_task', name, task.definition]),
        words: `the task ${name}, as it is now`,
      },
      async run({ print, moved, signal }) {
        const before = new Set((await problemsOf(languages, signal)).map(problemLine));
        const result = await tasks.run(task, { timeLimitMs, chatId: context.chatId }, print, moved, signal);
        const after = result.ended === 'exited' ? await problemsOf(languages, signal) : [];
        return commandReport(
          result,
          timeLimitMs,
          problemNotes(after.map(problemLine).filter((line) => !before.has(line))),
        );
      },
    };
  },
});

function listing(known: readonly WorkspaceTask[]): Plan {
  return {
    effect: 'read',
    run: async () => ({
      output: list(known),
      summary: known.length === 1 ? '1 task' : `${known.length} tasks`,
    }),
  };
}

function list(known: readonly WorkspaceTask[]): string {
  if (known.length === 0) return 'The workspace has no tasks.';
  const lines = known.slice(0, mostTasks).map(({ name, commandLine, detail }) => {
    const what = (commandLine ?? detail).split('\n', 1)[0] ?? '';
    return what === '' ? `- ${name}` : `- ${name}: ${what.slice(0, 120)}`;
  });
  const more = known.length - lines.length;
  return ['There are these tasks:', ...lines, ...(more > 0 ? [`… ${more} more.`] : [])].join('\n');
}

function factsOf({ name, commandLine, before, detail }: WorkspaceTask): readonly CallFact[] {
  return [
    { kind: 'text', label: 'Task', text: name },
    ...(commandLine === undefined ? [] : [{ kind: 'text', label: 'Runs', text: commandLine } as const]),
    ...(before.length === 0
      ? []
      : [{ kind: 'text', label: 'Runs before it', text: before.join('\n') } as const]),
    ...(detail === '' || detail === commandLine
      ? []
      : [{ kind: 'text', label: 'Description', text: detail } as const]),
  ];
}

function concernsAbout({ commandLine, before, definition }: WorkspaceTask): readonly string[] {
  return [
    ...(commandLine === undefined && before.length === 0 ? ['What it runs cannot be told before.'] : []),
    ...(definition.includes('${command:') ? ['It runs a command of the editor.'] : []),
  ];
}

/** What the editor reports; nothing where it cannot say. */
async function problemsOf(languages: Languages, signal: AbortSignal): Promise<readonly CodeProblem[]> {
  try {
    return (await languages.problems(undefined, signal)).items;
  } catch (error) {
    signal.throwIfAborted();
    if (isToolError(error)) return [];
    throw error;
  }
}

function problemLine({ file, line, severity, message }: CodeProblem): string {
  return `${file}:${line}: ${severity}: ${message.split('\n', 1)[0] ?? ''}`;
}

function problemNotes(lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const shown = lines.slice(0, mostProblems);
  const more = lines.length - shown.length;
  return [`New problems:`, ...shown, ...(more > 0 ? [`… ${more} more.`] : [])].join('\n');
}
