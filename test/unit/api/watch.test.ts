import assert from 'node:assert/strict';
import { once } from 'node:events';
import { ApiError } from '../../../src/api/errors';
import { watchSilence } from '../../../src/api/watch';

const never = new AbortController().signal;

describe('watch for silence', () => {
  it('aborts when nothing comes for too long, and says that it was the silence', async () => {
    const watch = watchSilence(never, 5);
    await once(watch.signal, 'abort');
    const error = watch.explain(new Error('terminated'));
    assert.ok(error instanceof ApiError && error.kind === 'timeout' && error.details.code === 'idle');
    watch.stop();
  });

  it('does not while it rests, and does again after that', async () => {
    const watch = watchSilence(never, 5);
    watch.rest();
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(watch.signal.aborted, false);
    watch.wait();
    await once(watch.signal, 'abort');
    watch.stop();
  });

  it('can be made less patient, not more', async () => {
    for (const [limit, shorter] of [
      [600_000, 5],
      [0, 5],
      [5, 600_000],
    ] as const) {
      const watch = watchSilence(never, limit);
      watch.shorten(shorter);
      watch.wait();
      await once(watch.signal, 'abort');
      watch.stop();
    }
  });

  it('gives the reason of its caller before anything else', () => {
    const controller = new AbortController();
    const watch = watchSilence(controller.signal, 0);
    const failure = new Error('terminated');
    assert.equal(watch.explain(failure), failure);
    const reason = new Error('stopped');
    controller.abort(reason);
    assert.equal(watch.signal.aborted, true);
    assert.equal(watch.explain(failure), reason);
    watch.stop();
  });
});
