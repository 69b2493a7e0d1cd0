import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createBoundedText } from '../../../src/tools/boundedText';

describe('bounded text', () => {
  it('is whole while it is short', () => {
    const text = createBoundedText(10, 10);
    for (const piece of ['one\n', 'two\n', 'three']) text.add(piece);
    assert.equal(text.read(), 'one\ntwo\nthree');
    assert.equal(text.read('!'), 'one\ntwo\nthree!');
  });

  it('keeps whole lines of the beginning and the end, and says how many are missing', () => {
    const text = createBoundedText(40, 40);
    for (let line = 1; line <= 1000; line += 1) text.add(`line ${line}\n`);
    const read = text.read();
    const [, before = '', missing = '', after = ''] =
      /^([^…]*)… (\d+) lines left out …\n([^]*)$/.exec(read) ?? [];
    assert.match(before, /^line 1\nline 2\n/);
    assert.match(after, /^line \d+\n[^]*line 1000\n$/);
    const lines = (part: string) => part.split('\n').filter((line) => line.startsWith('line')).length;
    assert.ok(Math.abs(lines(before) + Number(missing) + lines(after) - 1000) <= 1, read);
    assert.ok(read.length < 120);
  });

  it('counts characters where there are no lines', () => {
    const text = createBoundedText(5, 5);
    for (let at = 0; at < 100; at += 1) text.add('abcdefghij');
    assert.equal(text.read(), 'abcde\n… 990 characters left out …\nfghij');
  });

  it('never cuts a character in two', () => {
    for (let head = 1; head < 6; head += 1) {
      const text = createBoundedText(head, head);
      for (let at = 0; at < 20; at += 1) text.add('😀a');
      assert.ok(text.read().isWellFormed(), String(head));
    }
  });

  it('keeps little of a lot', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const inUse = (): number => {
      collect();
      return process.memoryUsage().heapUsed;
    };
    const text = createBoundedText(1000, 1000);
    const before = inUse();
    // Each piece is a text of its own, as what a program prints is.
    for (let at = 0; at < 5000; at += 1) text.add(Buffer.alloc(10_000, `${at}\n`).toString());
    assert.ok(inUse() - before < 5_000_000);
    assert.ok(text.read().length < 2100);
  });
});
