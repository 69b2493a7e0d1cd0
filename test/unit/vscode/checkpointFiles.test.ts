import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createCheckpointFiles } from '../../../src/vscode/checkpoints/checkpointFiles';
import { removeTurns, turnsFolder } from '../../../src/vscode/checkpoints/turnsFolder';

describe('the files of checkpoints', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'checkpoints-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const turn = (turnId: string) => ({ chatId: 'chat', turnId });
  const begun = (name: string, before: string | undefined, at = 1) => ({ path: name, at, before, size: 5 });

  it('tell after a reload what each turn did, in the order of time', async () => {
    const files = createCheckpointFiles(folder);
    await files.begin(turn('t2'), [begun('b', undefined, 2)]);
    await files.end(turn('t2'), [{ path: 'b', after: 'b1' }]);
    await files.begin(turn('t1'), [{ ...begun('a', 'a0'), mode: 0o755 }, begun('same', 's0')]);
    await files.end(turn('t1'), [
      { path: 'a', after: undefined },
      { path: 'same', after: 's0' },
    ]);
    const { touches, forgotten } = await createCheckpointFiles(folder).load('chat');
    assert.deepEqual(touches, [
      { turnId: 't1', path: 'a', at: 1, before: 'a0', size: 5, mode: 0o755, after: undefined },
      { turnId: 't2', path: 'b', at: 2, before: undefined, size: 5, after: 'b1' },
    ]);
    assert.deepEqual(forgotten, []);
    assert.deepEqual((await files.load('another chat')).touches, []);
  });

  it('know what was in a file when the editor was gone before the end was noted', async () => {
    const files = createCheckpointFiles(folder);
    await files.begin(turn('t1'), [begun('a', 'a0')]);
    assert.deepEqual(
      (await files.load('chat')).touches.map(({ before, after }) => [before, after]),
      [['a0', 'a0']],
    );
  });

  it('lose one line, and no other, when one was cut short', async () => {
    const files = createCheckpointFiles(folder);
    await files.begin(turn('t1'), [begun('a', 'a0')]);
    appendFileSync(path.join(turnsFolder(folder, 'chat'), 't1.jsonl'), '\n{"kind":"beg');
    await files.end(turn('t1'), [{ path: 'a', after: 'a1' }]);
    assert.deepEqual(
      (await files.load('chat')).touches.map(({ before, after }) => [before, after]),
      [['a0', 'a1']],
    );
  });

  it('remember which turns are not known whole', async () => {
    const files = createCheckpointFiles(folder);
    for (const id of ['t1', 't2']) {
      await files.begin(turn(id), [begun('a', 'a0')]);
      await files.end(turn(id), [{ path: 'a', after: 'a1' }]);
    }
    await files.lose(turn('t3'));
    await files.forget('chat', ['t1']);
    const { touches, forgotten } = await createCheckpointFiles(folder).load('chat');
    assert.deepEqual(
      touches.map(({ turnId }) => turnId),
      ['t2'],
    );
    assert.deepEqual(forgotten, ['t1', 't3']);
  });

  it('go with their chat, and stay within their folder', async () => {
    const files = createCheckpointFiles(folder);
    await files.begin({ chatId: '../../out', turnId: '../../t' }, [begun('a', 'a0')]);
    assert.deepEqual(readdirSync(folder), ['turns']);
    assert.deepEqual(await files.chats(), ['out']);
    await removeTurns(folder, 'out');
    assert.deepEqual(await files.chats(), []);
  });

  it('take what several windows note at once', async () => {
    const windows = [createCheckpointFiles(folder), createCheckpointFiles(folder)];
    await Promise.all(
      Array.from({ length: 40 }, async (_, at) => {
        const files = windows[at % 2];
        await files?.begin(turn(`t${at % 4}`), [begun(`f${at}`, `b${at}`, at)]);
        await files?.end(turn(`t${at % 4}`), [{ path: `f${at}`, after: `a${at}` }]);
      }),
    );
    const { touches } = await createCheckpointFiles(folder).load('chat');
    assert.equal(touches.length, 40);
    assert.ok(touches.every(({ before, after }) => before?.slice(1) === after?.slice(1)));
  });
});
