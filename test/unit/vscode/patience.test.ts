import assert from 'node:assert/strict';
import { createPatience } from '../../../src/vscode/tools/patience';

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
