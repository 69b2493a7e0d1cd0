import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Tasks, WorkspaceTask } from '../../../src/tools/runPorts';
import { createBackgroundCommands } from '../../../src/vscode/tools/followCommand';
import { createTasks } from '../../../src/vscode/tools/tasks';

const never = new AbortController().signal;
const tasksFile = {
  version: '2.0.0',
  tasks: [
    { label: 'fails', type: 'shell', command: 'echo from the task; sleep 1; exit 4' },
    { label: 'first', type: 'process', command: 'echo', args: ['one'], options: { env: { A: 'b' } } },
    { label: 'both', type: 'shell', command: 'echo', args: ['two words'], dependsOn: 'first' },
    { label: 'endless', type: 'shell', command: 'echo begun; sleep 1004' },
  ],
};

describe('a task in VS Code', function () {
  this.timeout(120_000);
  const background = createBackgroundCommands();
  let tasks: Tasks;
  let folder: vscode.Uri;
  const file = () => vscode.Uri.joinPath(folder, '.vscode/tasks.json');
  const write = (text: string) => vscode.workspace.fs.writeFile(file(), Buffer.from(text));

  before(async () => {
    const [first] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(first !== undefined);
    folder = first.uri;
    await write(JSON.stringify(tasksFile));
    tasks = createTasks(background);
    await listed('fails');
  });
  after(async () => {
    await vscode.workspace.fs.delete(file());
  });

  /** The editor reads the file some time after it was written. */
  async function listed(name: string): Promise<WorkspaceTask> {
    for (let at = 0; at < 100; at += 1) {
      const found = (await tasks.list()).find((task) => task.name === name);
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return assert.fail(`${name} is not listed`);
  }
  function run(task: WorkspaceTask, { moved = never, signal = never, timeLimitMs = 60_000 } = {}) {
    let printed = '';
    const print = (text: string): void => {
      printed += text;
    };
    const result = tasks.run(task, { chatId: 'c', timeLimitMs }, print, moved, signal);
    return { result, printed: () => printed };
  }

  it('is described by what it runs', async () => {
    const both = await listed('both');
    assert.equal(both.commandLine, 'echo "two words"');
    assert.deepEqual(both.before, ['first: echo one']);
    assert.equal((await listed('first')).detail, 'with A=b');
  });

  it('tells its exit code and what it printed', async () => {
    const { result, printed } = run(await listed('fails'));
    assert.deepEqual(await result, { exitCode: 4, output: 'from the task\n', ended: 'exited' });
    assert.equal(printed(), 'from the task\n');
  });

  it('runs with the tasks before it', async () => {
    const { exitCode, output } = await run(await listed('both')).result;
    assert.deepEqual([exitCode, output], [0, 'one\ntwo words\n']);
  });

  it('stops at its time limit and when the person says so', async () => {
    const endless = await listed('endless');
    const late = await run(endless, { timeLimitMs: 6000 }).result;
    assert.deepEqual([late.ended, late.output], ['timedOut', 'begun\n']);
    const stopped = new AbortController();
    const { result } = run(endless, { signal: stopped.signal });
    setTimeout(() => stopped.abort(new Error('Stopped by the person.')), 3000);
    await assert.rejects(result, /Stopped by the person/);
    assert.deepEqual(
      vscode.tasks.taskExecutions.map(({ task }) => task.name),
      [],
    );
  });

  it('goes on in the background', async () => {
    const moved = new AbortController();
    const { result } = run(await listed('fails'), { moved: moved.signal });
    moved.abort();
    const { ended, id = '' } = await result;
    assert.equal(ended, 'inBackground');
    for (let at = 0; at < 200 && background.find('c', id)?.ended !== 'exited'; at += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual(background.find('c', id), {
      exitCode: 4,
      output: 'from the task\n',
      ended: 'exited',
      id,
    });
  });

  it('does not run when it is no longer what was shown', async () => {
    const shown = await listed('fails');
    await write(JSON.stringify(tasksFile).replace('echo from the task', 'echo something else'));
    for (let at = 0; at < 100 && (await listed('fails')).definition === shown.definition; at += 1)
      await new Promise((resolve) => setTimeout(resolve, 200));
    await assert.rejects(run(shown).result, /no longer what it was/);
  });
});
