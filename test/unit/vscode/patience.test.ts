import assert from 'node:assert/strict';
import { isToolError } from '../../../src/util/toolError';
import { createPatience, inTime } from '../../../src/vscode/tools/patience';

const { signal } = new AbortController();

describe('waiting for language servers', () => {
  /** Answers with these sizes, one after the other; the last one for ever. Each takes `seconds`. */
  function server(sizes: readonly number[], seconds = 0.5) {
    let asked = 0;
    let time = 0;
    const patience = createPatience(() => time);
    const ask = () =>
      patience.ask(
        'typescript',
        async () => {
          time += seconds * 1000;
          asked += 1;
          return sizes[Math.min(asked, sizes.length) - 1] ?? 0;
        },
        (size) => size,
        signal,
      );
    return { patience, ask, asked: () => asked, pass: (ms: number) => (time += ms) };
  }

  it('asks a server that is starting until its answer no longer grows', async () => {
    const { ask, asked, patience } = server([0, 1, 4, 4, 9]);
    assert.equal(await ask(), 4);
    assert.equal(asked(), 4);
    assert.match(patience.note('typescript', 4) ?? '', /only just started/);
  });

  it('takes the first answer of one that has been there for a while', async () => {
    const { ask, asked, patience, pass } = server([2]);
    await ask();
    pass(60_000);
    const before = asked();
    await ask();
    assert.equal(asked(), before + 1);
    assert.equal(patience.note('typescript', 0), undefined);
  });

  it('gives up after a while, and says that there may be none', async () => {
    const { ask, asked, patience } = server([0], 4);
    assert.equal(await ask(), 0);
    assert.equal(asked(), 3);
    assert.match(patience.note('typescript', 0) ?? '', /No language server has answered for typescript/);
  });

  it('waits no longer than the signal', async () => {
    const stop = new AbortController();
    const asked = createPatience().ask(
      'css',
      () => new Promise(() => {}),
      () => 0,
      stop.signal,
    );
    stop.abort(new Error('enough'));
    await assert.rejects(asked, /enough/);
  });
});

describe('a lookup that takes too long', () => {
  const never = (): Promise<string> => new Promise(() => {});

  it('ends with what the model can do about it, and is told to stop', async () => {
    let told: AbortSignal | undefined;
    const lookup = inTime(
      (stop) => {
        told = stop;
        return never();
      },
      signal,
      20,
    );
    await assert.rejects(lookup, (error) => isToolError(error) && /ask again/.test(error.message));
    assert.equal(told?.aborted, true);
  });

  it('ends at once with the call that is stopped', async () => {
    const stop = new AbortController();
    const lookup = inTime(never, stop.signal);
    stop.abort(new Error('enough'));
    await assert.rejects(lookup, /enough/);
  });

  it('gives its answer, or its own failure, when it has one in time', async () => {
    assert.equal(await inTime(async () => 'found', signal, 1000), 'found');
    const fails = inTime(() => Promise.reject(new Error('broken')), signal, 1000);
    await assert.rejects(fails, /broken/);
  });
});
