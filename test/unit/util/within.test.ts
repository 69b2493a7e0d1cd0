import assert from 'node:assert/strict';
import { within } from '../../../src/util/within';

describe('within', () => {
  it('brings what comes in time', async () => {
    assert.equal(await within(1000, Promise.resolve('there'), 'late'), 'there');
  });

  it('brings the other value when nothing comes, or a failure', async () => {
    assert.equal(await within(5, new Promise<string>(() => {}), 'late'), 'late');
    assert.equal(await within(1000, Promise.reject<string>(new Error('broken')), 'late'), 'late');
  });
});
