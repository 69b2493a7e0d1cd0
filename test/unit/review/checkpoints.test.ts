import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type CheckpointIndex, emptyIndex, recordTouch, type Touch } from '../../../src/review/checkpoints';
import { planRestore } from '../../../src/review/planRestore';
import { pruneCheckpoints } from '../../../src/review/pruneCheckpoints';

let clock = 0;
const touch = (
  turnId: string,
  path: string,
  before: string | undefined,
  after: string | undefined,
  size = 10,
): Touch => ({
  turnId,
  path,
  at: (clock += 1),
  before,
  after,
  size,
});
const indexOf = (...touches: readonly Touch[]): CheckpointIndex => touches.reduce(recordTouch, emptyIndex);
const plan = (index: CheckpointIndex, turns: readonly string[], now: Readonly<Record<string, string>>) =>
  planRestore(index, new Set(turns), (path) => now[path]);

describe('a checkpoint', () => {
  it('brings each file back to what it was before the first of the turns', () => {
    const index = indexOf(
      touch('t1', 'a', 'a0', 'a1'),
      touch('t2', 'a', 'a1', 'a2'),
      touch('t2', 'new', undefined, 'n1'),
      touch('t3', 'gone', 'g0', undefined),
      touch('t3', 'a', 'a2', 'a3'),
    );
    const now = { a: 'a3', new: 'n1' };
    assert.deepEqual(plan(index, ['t2', 't3'], now).steps, [
      { path: 'a', action: 'restore', hash: 'a1', current: 'a3', ask: undefined },
      { path: 'new', action: 'delete', hash: undefined, current: 'n1', ask: undefined },
      { path: 'gone', action: 'recreate', hash: 'g0', current: undefined, ask: undefined },
    ]);
    assert.deepEqual(
      plan(index, ['t3'], now).steps.map(({ path }) => path),
      ['gone', 'a'],
    );
  });

  it('leaves alone what is as it was', () => {
    const index = indexOf(touch('t1', 'a', 'a0', 'a1'), touch('t1', 'b', undefined, 'b1'));
    assert.deepEqual(plan(index, ['t1'], { a: 'a0' }).steps, []);
  });

  it('asks about what was changed later, and what was changed between two turns', () => {
    const index = indexOf(
      touch('t1', 'a', 'a0', 'a1'),
      touch('t1', 'b', 'b0', 'b1'),
      touch('t2', 'b', 'mine', 'b2'),
      touch('t1', 'c', 'c0', 'c1'),
    );
    assert.deepEqual(
      plan(index, ['t1', 't2'], { a: 'mine', b: 'b2' }).steps.map(({ path, action, ask }) => [
        path,
        action,
        ask,
      ]),
      [
        ['a', 'restore', 'changedLater'],
        ['b', 'restore', 'changedBetween'],
        ['c', 'recreate', 'changedLater'],
      ],
    );
  });

  it('keeps what was there at first when a turn touches a file again', () => {
    const index = indexOf(touch('t1', 'a', 'a0', 'a1'), touch('t1', 'a', 'a1', 'a2'));
    assert.equal(index.touches.length, 1);
    assert.deepEqual(plan(index, ['t1'], { a: 'a2' }).steps[0]?.hash, 'a0');
    const between = indexOf(touch('t1', 'a', 'a0', 'a1'), touch('t1', 'a', 'mine', 'a2'));
    assert.equal(plan(between, ['t1'], { a: 'a2' }).steps[0]?.ask, 'changedBetween');
  });

  it('brings everything back, whatever turns wrote, unless someone else wrote too', () => {
    const writes = fc.array(fc.tuple(fc.nat(5), fc.constantFrom('a', 'b', 'c'), fc.option(fc.nat(3))), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(writes, fc.nat(5), (all, from) => {
        const files = new Map<string, string>();
        let before: ReadonlyMap<string, string> | undefined;
        let index = emptyIndex;
        for (const [turn, path, content] of all.sort(([a], [b]) => a - b)) {
          if (turn >= from) before ??= new Map(files);
          const now = content === null ? undefined : `${content}`;
          index = recordTouch(index, touch(`t${turn}`, path, files.get(path), now));
          if (now === undefined) files.delete(path);
          else files.set(path, now);
        }
        const turns = new Set([0, 1, 2, 3, 4, 5].filter((turn) => turn >= from).map((turn) => `t${turn}`));
        for (const { path, hash, ask } of planRestore(index, turns, (path) => files.get(path)).steps) {
          assert.equal(ask, undefined);
          if (hash === undefined) files.delete(path);
          else files.set(path, hash);
        }
        assert.deepEqual(files, new Map(before ?? files));
      }),
    );
  });
});

describe('pruning checkpoints', () => {
  const index = indexOf(
    touch('t1', 'a', 'a0', 'a1', 40),
    touch('t1', 'b', 'shared', 'b1', 30),
    touch('t2', 'a', 'a1', 'a2', 40),
    touch('t3', 'c', 'shared', 'c1', 30),
  );
  const now = clock;
  const large = { maxAgeMs: 1000, maxBytes: 1000 };

  it('keeps what is neither too old nor too large', () => {
    assert.deepEqual(pruneCheckpoints(index, large, now), { index, unused: [] });
  });

  it('forgets the oldest turns whole, and keeps what others still need', () => {
    const { index: left, unused } = pruneCheckpoints(index, { ...large, maxBytes: 100 }, now);
    assert.deepEqual(
      left.touches.map(({ turnId }) => turnId),
      ['t2', 't3'],
    );
    assert.deepEqual(unused, ['a0']);
    assert.deepEqual(left.forgotten, ['t1']);
    assert.equal(planRestore(left, new Set(['t1', 't2', 't3']), () => undefined).isIncomplete, true);
    assert.equal(planRestore(left, new Set(['t2', 't3']), () => undefined).isIncomplete, false);
  });

  it('counts the same content once', () => {
    assert.deepEqual(pruneCheckpoints(index, { ...large, maxBytes: 110 }, now).unused, []);
  });

  it('forgets by age, and everything if need be', () => {
    assert.deepEqual(
      pruneCheckpoints(index, { ...large, maxAgeMs: 1 }, now).index.touches.map(({ turnId }) => turnId),
      ['t2', 't3'],
    );
    assert.deepEqual(pruneCheckpoints(index, { ...large, maxBytes: 0 }, now).unused, ['a0', 'shared', 'a1']);
  });

  it('never keeps more than the limit, nor drops what is needed', () => {
    const touches = fc.array(fc.tuple(fc.nat(6), fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(4)), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(touches, fc.nat(60), (all, maxBytes) => {
        const made = indexOf(
          ...all.map(([turn, path, hash]) => touch(`t${turn}`, path, `h${hash}`, `x${hash}`, hash * 5)),
        );
        const { index: left, unused } = pruneCheckpoints(made, { maxAgeMs: 1e9, maxBytes }, clock);
        const needed = new Map(left.touches.map(({ before, size }) => [before, size]));
        assert.ok([...needed.values()].reduce((sum, size) => sum + size, 0) <= maxBytes);
        for (const hash of unused) assert.ok(!needed.has(hash));
        const turns = new Set(left.touches.map(({ turnId }) => turnId));
        for (const each of made.touches) assert.equal(left.touches.includes(each), turns.has(each.turnId));
      }),
    );
  });
});
