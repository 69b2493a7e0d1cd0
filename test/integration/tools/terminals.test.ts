import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import { createGuard } from '../../../src/tools/guard';
import type { CommandRequest, CommandResult, Terminals } from '../../../src/tools/runPorts';
import { shellKind } from '../../../src/tools/shellKind';
import { createIgnoreRules } from '../../../src/vscode/ignoreRules';
import { createBackgroundCommands } from '../../../src/vscode/tools/followCommand';
import { createGuardPorts } from '../../../src/vscode/tools/guardPorts';
import { createTerminals } from '../../../src/vscode/tools/terminals';

const ignoreRules = createIgnoreRules();
const guardPorts = createGuardPorts(ignoreRules);

interface Started {
  readonly result: Promise<CommandResult>;
  /** What was shown so far. */
  readonly printed: () => string;
  readonly move: () => void;
  readonly stop: () => void;
}

describe('a command in VS Code', function () {
  this.timeout(120_000);
  let terminals: Terminals;
  before(() => {
    // A busy machine may take long to start a shell.
    terminals = createTerminals(guardPorts, createBackgroundCommands(), 45_000);
  });
  after(() => {
    ignoreRules.dispose();
    for (const terminal of ours()) terminal.dispose();
  });
  const ours = () => vscode.window.terminals.filter(({ name }) => name === 'Gemini');

  async function start(
    command: string,
    rest: Partial<CommandRequest> & { at?: string } = {},
  ): Promise<Started> {
    const { at = '.', ...given } = rest;
    const folder = await createGuard(guardPorts).pass(at, 'read');
    const moved = new AbortController();
    const stopped = new AbortController();
    let printed = '';
    const result = terminals.run(
      { command, folder, shell: 'sh', chatId: 'one', timeLimitMs: 60_000, ...given },
      (text) => {
        printed += text;
      },
      moved.signal,
      stopped.signal,
    );
    result.catch(() => undefined);
    return {
      result,
      printed: () => printed,
      move: () => moved.abort(),
      stop: () => stopped.abort(new Error('Stopped by the person.')),
    };
  }
  const run = async (...given: Parameters<typeof start>): Promise<CommandResult> =>
    (await start(...given)).result;
  async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
    for (let at = 0; at < 600; at += 1) {
      if (await holds()) return;
      await wait(50);
    }
    assert.fail(`${what} did not come about`);
  }
  /** Whether a process runs whose command line holds a text. */
  async function runs(text: string): Promise<boolean> {
    const { execFileSync } = await import('node:child_process');
    return execFileSync('ps', ['-A', '-o', 'args='], { encoding: 'utf8' })
      .split('\n')
      .some((line) => line.startsWith(text));
  }

  for (const how of ['in a terminal whose shell tells', 'as a process'] as const) {
    describe(how, () => {
      const integration = () => vscode.workspace.getConfiguration('terminal.integrated.shellIntegration');
      before(async () => {
        const off = how === 'as a process';
        await integration().update('enabled', off ? false : undefined, vscode.ConfigurationTarget.Global);
        for (const terminal of ours()) terminal.dispose();
        await until('the end of old terminals', () => ours().length === 0);
      });
      after(() => integration().update('enabled', undefined, vscode.ConfigurationTarget.Global));

      it('tells the exit code and what was printed, where the person sees it', async () => {
        assert.deepEqual(await run('echo hello'), { exitCode: 0, output: 'hello\n', ended: 'exited' });
        const [terminal] = ours();
        assert.ok(terminal !== undefined);
        assert.equal('pty' in terminal.creationOptions, how === 'as a process');
        assert.deepEqual(await run('echo no; (exit 3)'), { exitCode: 3, output: 'no\n', ended: 'exited' });
        await until('one terminal', () => ours().length === 1);
      });

      it('runs in the folder that it was given', async () => {
        const { output } = await run('pwd', { at: 'docs' });
        assert.match(output, /\/corner-shop\/docs\n$/);
        assert.match((await run('pwd')).output, /\/corner-shop\n$/);
      });

      it('shows what is printed while it runs', async () => {
        const started = await start('echo first; sleep 3; echo second');
        await until('the first line', () => started.printed().includes('first'));
        assert.doesNotMatch(started.printed(), /second/);
        await started.result;
        assert.equal(started.printed(), 'first\nsecond\n');
      });

      it('makes plain text of colours and progress bars', async () => {
        const { output } = await run(String.raw`printf '\033[31mred\033[0m\n10%%\r20%%\r100%%\n'`);
        assert.equal(output, 'red\n100%\n');
      });

      it('takes bytes that are no text', async () => {
        const { output, exitCode } = await run(String.raw`printf '\377\376 after\n'`);
        assert.equal(exitCode, 0);
        assert.equal(output, '\ufffd\ufffd after\n');
      });

      it('stops with its children when the person says so', async () => {
        const started = await start('sleep 1001');
        await until('sleep', () => runs('sleep 1001'));
        started.stop();
        await assert.rejects(started.result, /Stopped by the person/);
        assert.equal(await runs('sleep 1001'), false);
        assert.deepEqual((await run('echo on')).output, 'on\n');
      });

      it('is killed when it does not listen', async () => {
        const started = await start(`sh -c 'trap "" INT HUP TERM; while true; do sleep 1002; done'`);
        await until('sleep', () => runs('sleep 1002'));
        started.stop();
        await assert.rejects(started.result, /Stopped by the person/);
        await until('its end', async () => !(await runs('sleep 1002')));
        await until('its end', async () => !(await runs('sh -c trap')));
      });

      it('does not go on with the next command when one has dealt with being stopped', async () => {
        const marker = `sleep 1008`;
        const first = `sh -c 'trap "exit 0" INT; echo up; while true; do sleep 1; done'`;
        const started = await start(`${first}; ${marker}`);
        await until('the first command', () => started.printed().includes('up'));
        started.stop();
        await assert.rejects(started.result, /Stopped by the person/);
        await wait(1000);
        assert.equal(await runs(marker), false);
      });

      it('stops at its time limit, with the beginning and the end of what it printed', async () => {
        const { ended, exitCode, output } = await run('echo begin; yes', { timeLimitMs: 4000 });
        assert.deepEqual([ended, exitCode], ['timedOut', undefined]);
        assert.match(output, /^begin\ny\n/);
        assert.match(output, /\n… \d+ lines left out …\n[y\n]+/);
        assert.ok(output.length < 30_000);
        await until('the end of yes', async () => !(await runs('yes')));
      });

      it('goes on in the background, and is read later', async () => {
        const started = await start('echo one; sleep 4; echo two; (exit 5)');
        await until('the first line', () => started.printed().includes('one'));
        started.move();
        const moved = await started.result;
        assert.deepEqual([moved.ended, moved.output, moved.exitCode], ['inBackground', 'one\n', undefined]);
        const id = moved.id ?? '';
        assert.equal(terminals.output('one', id)?.ended, 'inBackground');
        assert.equal(terminals.output('another', id), undefined);
        // The terminal is busy: another command gets its own.
        assert.equal((await run('echo meanwhile')).output, 'meanwhile\n');
        await until('the end', () => terminals.output('one', id)?.ended === 'exited');
        assert.deepEqual(terminals.output('one', id), {
          exitCode: 5,
          output: 'one\ntwo\n',
          ended: 'exited',
          id,
        });
      });

      it('keeps the terminals of chats apart', async () => {
        await run('echo mine');
        await wait(1000);
        const before = ours();
        await run('echo yours', { chatId: how });
        await wait(1000);
        assert.deepEqual(ours().slice(0, -1), before);
      });

      it('is not given our key', async () => {
        process.env['GEMINI_API_KEY'] = 'do-not-tell';
        assert.equal((await run('printenv GEMINI_API_KEY')).output, '');
      });
    });
  }

  it('finds its terminal as it was: not after cd, nor after what the person did in it', async () => {
    await run('echo start', { chatId: 'state' });
    await run('cd docs && export A=b', { chatId: 'state' });
    assert.match((await run('pwd', { chatId: 'state' })).output, /\/corner-shop\n$/);
    assert.equal((await run('printenv A', { chatId: 'state' })).output, '');
    const mine = ours().at(-1);
    mine?.sendText('cd docs');
    await until('cd', () => mine?.shellIntegration?.cwd?.fsPath.endsWith('docs') === true);
    assert.match((await run('pwd', { chatId: 'state' })).output, /\/corner-shop\n$/);
    assert.equal(mine?.exitStatus, undefined);
  });

  it('tells the exit code of a line that ends the shell', async () => {
    const { ended, exitCode } = await run('exit 7', { chatId: 'exit' });
    assert.deepEqual([ended, exitCode], ['exited', 7]);
    assert.equal((await run('echo again', { chatId: 'exit' })).output, 'again\n');
  });

  it('runs several lines as one command', async () => {
    const { output, exitCode } = await run('for x in a b\ndo echo $x\ndone\nexit 4', { chatId: 'lines' });
    assert.deepEqual([output, exitCode], ['a\nb\n', 4]);
  });

  it('says when there is no such program, and no such folder', async () => {
    const { exitCode, output } = await run('no-such-program-here', { chatId: 'none' });
    assert.equal(exitCode, 127);
    assert.match(output, /not found/);
    await assert.rejects(run('ls', { at: 'no-such-folder' }), /There is no folder/);
  });

  it('ends when the person closes its terminal', async () => {
    const before = new Set(ours());
    const started = await start('sleep 1003', { chatId: 'closed' });
    await until('sleep', () => runs('sleep 1003'));
    for (const terminal of ours()) if (!before.has(terminal)) terminal.dispose();
    assert.equal((await started.result).ended, 'exited');
    await until('its end', async () => !(await runs('sleep 1003')));
  });

  it('knows the shell of this machine', () => {
    assert.equal(terminals.shell(), shellKind(vscode.env.shell));
  });

  it('stays small with 200 MB of output', async function () {
    this.timeout(300_000);
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    /** What is in use, without what only waits to be collected. */
    const inUse = (): number => {
      collect();
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    };
    await run('echo warm\n', { chatId: 'much' });
    const before = inUse();
    let most = before;
    const timer = setInterval(() => {
      most = Math.max(most, inUse());
    }, 500);
    const begun = Date.now();
    const { output, exitCode } = await run('yes 0123456789 | head -c 200000000\necho end', {
      chatId: 'much',
    });
    clearInterval(timer);
    console.log(`      ${Date.now() - begun} ms, ${Math.round((most - before) / 1e6)} MB more at most`);
    assert.equal(exitCode, 0);
    assert.match(output, /^0123456789\n[^]*left out[^]*end\n$/);
    assert.ok(output.length < 30_000);
    assert.ok(most - before < 30_000_000, `${most - before} bytes`);
  });
});
