import assert from 'node:assert/strict';
import { createCommandOutput } from '../../../src/vscode/tools/commandOutput';
import {
  createBackgroundCommands,
  followCommand,
  type RunningCommand,
} from '../../../src/vscode/tools/followCommand';

const never = new AbortController().signal;
const background = createBackgroundCommands();

/** A command that ends when it is told to. */
function commandOf() {
  const output = createCommandOutput(() => undefined);
  let end: (exitCode: number | undefined) => void = () => undefined;
  const ended = new Promise<number | undefined>((resolve) => {
    end = resolve;
  });
  const stops: string[] = [];
  const command: RunningCommand = {
    output,
    ended,
    async stop() {
      stops.push('stop');
      output.take('interrupted\n');
      end(130);
    },
  };
  return { command, end, stops };
}
const options = { chatId: 'c', timeLimitMs: 10_000, moved: never, signal: never, background };

describe('a command that is followed', () => {
  it('is over when it ends', async () => {
    const { command, end } = commandOf();
    command.output.take('out\n');
    end(3);
    assert.deepEqual(await followCommand(command, options), {
      exitCode: 3,
      output: 'out\n',
      ended: 'exited',
    });
  });

  it('is stopped at its time limit, with what it said to that', async () => {
    const { command, stops } = commandOf();
    assert.deepEqual(await followCommand(command, { ...options, timeLimitMs: 20 }), {
      exitCode: undefined,
      output: 'interrupted\n',
      ended: 'timedOut',
    });
    assert.deepEqual(stops, ['stop']);
  });

  it('is stopped before the reason of the signal is thrown', async () => {
    const { command, stops } = commandOf();
    const stopped = new AbortController();
    const result = followCommand(command, { ...options, signal: stopped.signal });
    stopped.abort(new Error('Stopped.'));
    await assert.rejects(result, /^Error: Stopped\.$/);
    assert.deepEqual(stops, ['stop']);
  });

  it('goes on in the background, and is found by its chat and its id only', async () => {
    const { command, end, stops } = commandOf();
    const moved = AbortSignal.abort();
    const { id = '', ended } = await followCommand(command, { ...options, moved });
    assert.equal(ended, 'inBackground');
    command.output.take('more\n');
    assert.equal(background.find('c', id)?.output, 'more\n');
    end(0);
    await command.ended;
    await Promise.resolve();
    assert.deepEqual(background.find('c', id), { exitCode: 0, output: 'more\n', ended: 'exited', id });
    assert.equal(background.find('other', id), undefined);
    assert.equal(background.find('c', 'other'), undefined);
    assert.deepEqual(stops, []);
  });
});

describe('commands in the background', () => {
  it('are forgotten when many others have ended', async () => {
    const many = createBackgroundCommands();
    const ids: string[] = [];
    for (let at = 0; at < 30; at += 1) {
      const { command, end } = commandOf();
      ids.push(many.keep('c', command));
      end(at);
      await command.ended;
      await Promise.resolve();
    }
    assert.equal(many.find('c', ids[0] ?? ''), undefined);
    assert.equal(many.find('c', ids[29] ?? '')?.exitCode, 29);
  });
});
