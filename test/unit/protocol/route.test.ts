import assert from 'node:assert/strict';
import type { FromPanel, Handlers } from '../../../src/protocol/messages';
import { route } from '../../../src/protocol/route';

describe('route', () => {
  const seen: FromPanel[] = [];
  const handlers = new Proxy({} as Handlers, {
    get: () => (message: FromPanel) => {
      seen.push(message);
    },
    getOwnPropertyDescriptor: (_target, name) =>
      name === 'send' ? { configurable: true, enumerable: true, value: 1 } : undefined,
  });

  it('hands a known message to its handler and drops everything else', async () => {
    const hostile: readonly unknown[] = [
      null,
      undefined,
      1,
      'send',
      [],
      {},
      { type: 7 },
      { type: 'format' },
      { type: 'constructor' },
      { type: '__proto__' },
      { type: 'toString' },
    ];
    for (const message of hostile) await route(message, handlers);
    assert.deepEqual(seen, []);
    await route({ type: 'send', text: 'x' }, handlers);
    assert.deepEqual(seen, [{ type: 'send', text: 'x' }]);
  });
});
