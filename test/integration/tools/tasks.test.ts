import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Tasks, WorkspaceTask } from '../../../src/tools/runPorts';
import { createBackgroundCommands } from '../../../src/vscode/tools/followCommand';
import { createTasks } from '../../../src/vscode/tools/tasks';

/** VS Code 1.105 does not tell of the first run in a new terminal. */
const tellsAll = process.env['GEMINI_TEST_VSCODE'] !== 'oldest';
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

  function assertPrinted(output: string, expected: string): void {
    if (!tellsAll && /could not be read here/.test(output)) return;
    assert.equal(output, expected);
  }

  it('is described by what it runs', async () => {
    const both = await listed('both');
    assert.equal(both.commandLine, 'echo "two words"');
    assert.deepEqual(both.before, ['first: echo one']);
    assert.equal((await listed('first')).detail, 'with A=b');
  });

  it('tells its exit code and what it printed', async () => {
    const { result, printed } = run(await listed('fails'));
    const { exitCode, output, ended } = await result;
    assert.deepEqual([exitCode, ended], [4, 'exited']);
    assertPrinted(output, 'from the task\n');
    assert.equal(printed(), output);
  });

  it('runs with the tasks before it', async () => {
    const { exitCode, output } = await run(await listed('both')).result;
    assert.equal(exitCode, 0);
    if (tellsAll) assert.equal(output, 'one\ntwo words\n');
  });

  it('stops at its time limit and when the person says so', async () => {
    const endless = await listed('endless');
    const late = await run(endless, { timeLimitMs: 6000 }).result;
    assert.equal(late.ended, 'timedOut');
    if (tellsAll) assert.equal(late.output, 'begun\n');
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
    const later = background.find('c', id);
    assert.deepEqual([later?.exitCode, later?.ended], [4, 'exited']);
    assertPrinted(later?.output ?? '', 'from the task\n');
  });

  it('does not run when it is no longer what was shown', async () => {
    const shown = await listed('fails');
    await write(JSON.stringify(tasksFile).replace('echo from the task', 'echo something else'));
    for (let at = 0; at < 100 && (await listed('fails')).definition === shown.definition; at += 1)
      await new Promise((resolve) => setTimeout(resolve, 200));
    await assert.rejects(run(shown).result, /no longer what it was/);
  });
});
