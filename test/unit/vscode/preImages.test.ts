import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { globSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPreImages, hashOf } from '../../../src/vscode/checkpoints/preImages';

describe('pre-images', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'images-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const kept = () =>
    globSync('kept/**/*', { cwd: folder }).filter((name) => statSync(path.join(folder, name)).isFile());
  const images = () => createPreImages(path.join(folder, 'kept'));

  it('come back as they were, whatever they are, also in another window', async () => {
    const binary = randomBytes(300_000);
    const text = Buffer.from('a line of text\n'.repeat(20_000));
    const first = await images().keep(binary);
    const second = await images().keep(text);
    const none = await images().keep(new Uint8Array());
    assert.ok(second.size < text.length / 10, 'text takes less than it has');
    for (const [{ hash }, content] of [
      [first, binary],
      [second, text],
      [none, Buffer.alloc(0)],
    ] as const)
      assert.deepEqual(await images().get(hash), content);
    assert.equal(await images().get('0'.repeat(64)), undefined);
  });

  it('are read from a file as a stream, with the same hash', async () => {
    const content = randomBytes(3_000_000);
    const file = path.join(folder, 'large.bin');
    writeFileSync(file, content);
    const { hash } = await images().keepFile(file);
    assert.equal(hash, hashOf(content));
    assert.equal(await images().hashFile(file), hash);
    assert.deepEqual(await images().get(hash), content);
  });

  it('are kept once, also when several windows keep them at once, and leave nothing unfinished', async () => {
    const content = Buffer.from('the same');
    const file = path.join(folder, 'same.txt');
    writeFileSync(file, content);
    await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        at % 2 === 0 ? images().keep(content) : images().keepFile(file),
      ),
    );
    assert.equal(kept().length, 1);
    assert.deepEqual(await images().get(hashOf(content)), content);
  });

  it('that are damaged do not come back', async () => {
    const { hash } = await images().keep(Buffer.from('content'));
    writeFileSync(path.join(folder, kept()[0] ?? ''), 'damaged');
    assert.equal(await images().get(hash), undefined);
  });

  it('that nothing needs go, unless they have just been kept', async () => {
    const hour = 60 * 60 * 1000;
    const [needed, old, young] = await Promise.all(
      ['needed', 'old', 'young'].map((text) => images().keep(Buffer.from(text))),
    );
    assert.ok(needed && old && young);
    const past = new Date(Date.now() - 2 * hour);
    for (const { hash } of [needed, old])
      utimesSync(path.join(folder, 'kept', hash.slice(0, 2), hash), past, past);
    await images().removeAllBut(new Set([needed.hash]), Date.now());
    assert.ok(await images().get(needed.hash));
    assert.ok(await images().get(young.hash));
    assert.equal(await images().get(old.hash), undefined);
    // What is kept again counts as new.
    utimesSync(path.join(folder, 'kept', young.hash.slice(0, 2), young.hash), past, past);
    await images().keep(Buffer.from('young'));
    await images().removeAllBut(new Set(), Date.now());
    assert.ok(await images().get(young.hash));
  });
});
