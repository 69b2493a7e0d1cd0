import assert from 'node:assert/strict';
import { createDraft } from '../../../src/session/draft';
import { mediaBlock, textBlock } from '../../../src/session/input';
import { noUploads } from '../../support/noUploads';

const file = (name: string, text = 'x') =>
  textBlock({ path: name, uri: `file:///${name}`, languageId: 'x', text });

function set() {
  let ids = 0;
  const draft = createDraft({ newId: () => `a${(ids += 1)}`, uploads: noUploads });
  let changes = 0;
  draft.onChange(() => {
    changes += 1;
  });
  return { draft, changes: () => changes, names: () => draft.attachments.map(({ origin }) => origin.name) };
}

describe('draft', () => {
  it('holds attachments in order until they are taken', () => {
    const { draft, names, changes } = set();
    draft.add(file('a'));
    draft.add(file('b'));
    assert.deepEqual(names(), ['a', 'b']);
    assert.deepEqual(
      draft.take().map(({ origin }) => origin?.name),
      ['a', 'b'],
    );
    assert.deepEqual(names(), []);
    assert.equal(changes(), 3);
  });

  it('attaches the same place once, with its newest text', () => {
    const { draft, names } = set();
    draft.add(file('a', 'old'));
    draft.add(file('b'));
    draft.add(file('a', 'new'));
    assert.deepEqual(names(), ['b', 'a']);
    assert.match(JSON.stringify(draft.take()), /new/);
  });

  it('removes by id and forgets a notice with the next change', () => {
    const { draft, names } = set();
    draft.add(file('a'));
    draft.note('b is empty.');
    assert.equal(draft.notice, 'b is empty.');
    draft.remove('a1');
    assert.deepEqual(names(), []);
    assert.equal(draft.notice, undefined);
  });

  it('counts the bytes of what is no text, so that a message can be kept within its limit', () => {
    const { draft } = set();
    const media = (name: string, bytes: number) =>
      mediaBlock({ kind: 'audio', path: name, uri: name, mimeType: 'audio/wav', media: name, bytes });
    draft.add(file('a', 'a long text'));
    draft.add(media('one', 100));
    draft.add(media('two', 30));
    assert.equal(draft.mediaBytes(), 130);
    // Attached again, it takes its own place.
    assert.equal(draft.mediaBytes('one'), 30);
  });
});
