import assert from 'node:assert/strict';
import type { JsonObject } from '../../../src/api/types';
import type { CodeProblem, Languages } from '../../../src/tools/codePorts';
import { runTask } from '../../../src/tools/runTask';
import type { CommandResult, Tasks, WorkspaceTask } from '../../../src/tools/runPorts';
import { ToolError } from '../../../src/util/toolError';
import { checkTool, concernsOf, runChecked, type CallSetting } from '../../support/checkTool';
import { diskPorts } from '../../support/fakeDisk';

const disk = diskPorts([{ name: 'shop', path: '/ws' }], { files: new Set(['/ws/a']), links: new Map() });
const taskOf = (name: string, rest: Partial<WorkspaceTask> = {}): WorkspaceTask => ({
  name,
  detail: '',
  commandLine: `make ${name}`,
  before: [],
  definition: name,
  ...rest,
});
const problem = (message: string): CodeProblem => ({
  file: 'a.ts',
  line: 1,
  severity: 'error',
  message,
  source: 'make',
});

function tasksOf(known: readonly WorkspaceTask[], result: Partial<CommandResult> = {}) {
  const ran: WorkspaceTask[] = [];
  const tasks: Tasks = {
    list: async () => known,
    async run(task) {
      ran.push(task);
      return { exitCode: 0, output: '', ended: 'exited', ...result };
    },
  };
  return { tasks, ran };
}
/** What the editor reports, each time it is asked. */
const languagesOf = (...reports: readonly (readonly CodeProblem[])[]) => {
  const left = reports.slice();
  return {
    problems: async () => ({ items: left.shift() ?? [], outside: [], hidden: 0 }),
  } as unknown as Languages;
};
const check = (
  given: JsonObject,
  { tasks } = tasksOf([taskOf('build')]),
  languages = languagesOf(),
  rest: Partial<CallSetting> = {},
) => checkTool(runTask, given, { host: { tasks, languages }, disk, ...rest });

describe('run_task', () => {
  it('lists the tasks without being asked for', async () => {
    const { tasks } = tasksOf([
      taskOf('build'),
      taskOf('npm: test', { detail: 'Runs the tests', commandLine: undefined }),
    ]);
    const listing = await check({}, { tasks, ran: [] });
    assert.equal(listing.verdict, 'allowed');
    const { text, summary } = await runChecked(listing);
    assert.equal(text, 'There are these tasks:\n- build: make build\n- npm: test: Runs the tests');
    assert.equal(summary, '2 tasks');
    assert.match((await runChecked(await check({}, tasksOf([])))).text, /has no tasks/);
  });

  it('is asked for with what it runs, and runs the task that was shown', async () => {
    const fresh = tasksOf([taskOf('build', { before: ['clean: make clean'], detail: 'All of it' })]);
    const checked = await check({ task: 'build' }, fresh);
    assert.ok(checked.verdict === 'ask');
    assert.deepEqual(checked.preview, {
      title: 'Run task build',
      facts: [
        { kind: 'text', label: 'Task', text: 'build' },
        { kind: 'text', label: 'Runs', text: 'make build' },
        { kind: 'text', label: 'Runs before it', text: 'clean: make clean' },
        { kind: 'text', label: 'Description', text: 'All of it' },
      ],
      concerns: [],
      remember: 'the task build, as it is now',
    });
    await runChecked(checked);
    assert.deepEqual(
      fresh.ran.map(({ definition }) => definition),
      ['build'],
    );
  });

  it('keeps its permission to the task as it was', async () => {
    const first = await check({ task: 'build' });
    assert.ok(first.verdict === 'ask');
    const permissions = [{ key: first.permissionKey ?? '', words: '' }];
    const then = async (task: WorkspaceTask) =>
      (await check({ task: task.name }, tasksOf([task]), languagesOf(), { permissions })).verdict;
    assert.equal(await then(taskOf('build')), 'allowed');
    assert.equal(await then(taskOf('test')), 'ask');
    assert.equal(await then(taskOf('build', { definition: 'build, with another command' })), 'ask');
  });

  it('asks in any case about what cannot be told before', async () => {
    const hidden = taskOf('x', { commandLine: undefined });
    assert.match(concernsOf(await check({ task: 'x' }, tasksOf([hidden]))).join(), /cannot be told/);
    const command = taskOf('x', { definition: '${command:evil.run}' });
    assert.match(concernsOf(await check({ task: 'x' }, tasksOf([command]))).join(), /command of the editor/);
  });

  it('tells which problems are new', async () => {
    const languages = languagesOf([problem('old')], [problem('old'), problem('new')]);
    const { outcome, text } = await runChecked(
      await check({ task: 'build' }, tasksOf([taskOf('build')], { exitCode: 2, output: 'no' }), languages),
    );
    assert.equal(outcome, 'failed');
    assert.equal(text, 'Exit code 2.\n\nOutput:\nno\n\nNew problems:\na.ts:1: error: new');
  });

  it('runs where the editor reports nothing', async () => {
    const languages = {
      problems: async () => {
        throw new ToolError('not here');
      },
    } as unknown as Languages;
    assert.equal(
      (await runChecked(await check({ task: 'build' }, tasksOf([taskOf('build')]), languages))).outcome,
      'done',
    );
  });

  it('names the tasks there are when there is no such task', async () => {
    assert.match(
      (await runChecked(await check({ task: 'biuld' }))).text,
      /no task "biuld"[^]*- build: make build/,
    );
  });
});
