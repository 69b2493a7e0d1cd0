import assert from 'node:assert/strict';
import { createUnderWay } from '../../../src/util/underWay';

describe('work that is under way', () => {
  it('is waited for as far as it had begun, and however it ends', async () => {
    const underWay = createUnderWay();
    const said: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const failing = Promise.reject(new Error('broken'));
    await assert.rejects(underWay.begin(failing), /broken/);
    void underWay.begin(promise);
    const settled = underWay.settled().then(() => said.push('settled'));
    void underWay.begin(new Promise(() => {}));
    await new Promise((tick) => setTimeout(tick, 10));
    assert.deepEqual(said, []);
    resolve();
    await settled;
    assert.deepEqual(said, ['settled']);
  });

  it('is nothing at first', async () => {
    await createUnderWay().settled();
  });
});
