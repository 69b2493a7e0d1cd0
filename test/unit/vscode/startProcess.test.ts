import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { descendantsIn } from '../../../src/vscode/tools/processTree';
import { startProcess } from '../../../src/vscode/tools/startProcess';

/** A process that nobody has taken notice of yet is dead all the same. */
function isAlive(pid: string): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}

function start(command: string, shell: 'sh' | 'other' = 'sh') {
  let printed = '';
  const started = startProcess(command, { shell, shellPath: '/bin/sh', folder: tmpdir() }, (text) => {
    printed += text;
  });
  return { ...started, printed: () => printed };
}
async function run(command: string) {
  const { ended, printed } = start(command);
  return [await ended, printed()] as const;
}

describe('a process that runs a command', function () {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  it('is started without a shell where the line is plain', async () => {
    assert.deepEqual(await run(`printf '%s|' '$HOME; ls' 'a  b'`), [0, '$HOME; ls|a  b|']);
    const { ended, printed } = start('ps -o comm= -p 1');
    await ended;
    assert.notEqual(printed(), '');
  });

  it('is a shell where the line is more', async () => {
    assert.deepEqual(await run('echo a; exit 3'), [3, 'a\n']);
    assert.deepEqual(await run('cd / && pwd'), [0, '/\n']);
    assert.deepEqual(await run('cd /'), [0, '']);
  });

  it('says when there is no such program', async () => {
    assert.deepEqual(await run('no-such-program x'), [127, 'no-such-program: not found\n']);
  });

  it('does not wait for what it leaves behind', async () => {
    const begun = Date.now();
    const [exitCode, printed] = await run('sleep 20 & echo $!');
    assert.equal(exitCode, 0);
    assert.ok(Date.now() - begun < 10_000);
    process.kill(Number(printed));
  });

  const aliveAfterStop = async (command: string) => {
    const { ended, stop, printed } = start(command);
    while (!printed().includes('\n')) await new Promise((resolve) => setTimeout(resolve, 20));
    await stop();
    await ended;
    const [pid = ''] = printed().split('\n');
    assert.ok(!isAlive(pid), pid);
    return printed().slice(pid.length + 1);
  };

  it('ends with all that it has started, even when that does not listen', async () => {
    assert.equal(await aliveAfterStop(`trap '' INT TERM; sleep 1005 & echo $!; wait`), '');
    assert.equal(await aliveAfterStop(`sh -c 'trap "" INT; echo $$; sleep 1006; sleep 1007'`), '');
  });

  it('does not go on with the next command when one has dealt with being stopped', async () => {
    const first = `sh -c 'trap "exit 0" INT; echo $$; while true; do sleep 1; done'`;
    assert.equal(await aliveAfterStop(`${first}; echo next`), '');
    assert.equal(await aliveAfterStop(`${first} && echo next`), '');
  });

  it('gives its environment, but for what is ours', async () => {
    process.env['GEMINI_API_KEY'] = 'do-not-tell';
    process.env['VSCODE_OWN'] = 'own';
    const [, printed] = await run('printenv');
    delete process.env['GEMINI_API_KEY'];
    delete process.env['VSCODE_OWN'];
    assert.match(printed, /^PATH=/m);
    assert.match(printed, /^GIT_PAGER=cat$/m);
    assert.doesNotMatch(printed, /do-not-tell|VSCODE_OWN/);
  });
});

describe('the processes below one', () => {
  it('are found whatever their order', () => {
    const table = '  1 0\n 40 30\n 30 20\n 20 10\n 10 1\n 21 10\n 99 1\n';
    assert.deepEqual(descendantsIn(table, 10), [20, 21, 30, 40]);
    assert.deepEqual(descendantsIn(table, 40), []);
  });
});
