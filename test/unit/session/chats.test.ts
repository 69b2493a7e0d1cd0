import assert from 'node:assert/strict';
import { setImmediate as nextTick } from 'node:timers/promises';
import { emptyConversation } from '../../../src/conversation/state';
import { createChats, type ConversationStore } from '../../../src/session/chats';
import type { KeptAttachment } from '../../../src/session/keptAttachment';
import { silentLogger } from '../../../src/util/log';
import { noTools } from '../../support/noTools';
import { noUploads } from '../../support/noUploads';
import { fakeClient } from '../../support/fakeClient';

function set({
  load = async () => undefined,
  has = async () => false,
}: Partial<Pick<ConversationStore, 'load' | 'has'>> = {}) {
  const drafts = new Map<string, string>();
  const kept = new Map<string, readonly KeptAttachment[]>();
  const store: ConversationStore = {
    list: async () => [],
    has,
    release: async () => {},
    remove: async () => {},
    load,
    record: () => {},
    media: () => ({ put: async () => 'f', get: async () => new Uint8Array() }),
    loadDraft: (id) => drafts.get(id) ?? '',
    keepDraft(id, text) {
      if (text === '') drafts.delete(id);
      else drafts.set(id, text);
    },
    loadAttachments: (id) => kept.get(id) ?? [],
    keepAttachments: (id, blocks) =>
      kept.set(
        id,
        blocks.flatMap(({ origin }) => (origin === undefined ? [] : [{ origin }])),
      ),
    flush: async () => {},
  };
  let ids = 0;
  const chats = createChats(store, {
    client: async () => fakeClient(),
    settings: () => ({ model: 'm', thinkingLevel: 'default', systemInstruction: '', store: true }),
    newId: () => `c${(ids += 1)}`,
    now: () => 1,
    uploads: noUploads,
    attachAgain: async ({ draft }, attachments) => {
      for (const { origin } of attachments) {
        if (origin.name === 'gone.txt') draft.note('gone.txt no longer exists.');
        else draft.add({ content: { type: 'text', text: 'read again' }, origin });
      }
    },
    ...noTools,
    log: silentLogger,
  });
  return { chats, drafts, kept };
}

describe('chats', () => {
  it('gives two panels that ask at once the same chat', async () => {
    const { chats } = set({ load: async (id) => emptyConversation(id, 1) });
    const [first, second] = await Promise.all([chats.open('old'), chats.open('old')]);
    assert.equal(first, second);
  });

  it('restores a chat of which nothing was sent yet with what was half typed', async () => {
    const { chats, drafts } = set();
    drafts.set('unsent', 'my first question');
    const chat = await chats.restore('unsent');
    assert.equal(chat.draft.text, 'my first question');
    assert.deepEqual([...drafts], [[chat.id, 'my first question']]);
  });

  it('restores what was attached, and forgets what is gone', async () => {
    const { chats, kept } = set();
    const origin = (name: string) => ({ kind: 'file', name, uri: `file:///${name}`, bytes: 1 }) as const;
    kept.set('unsent', [{ origin: origin('a.txt') }, { origin: origin('gone.txt') }]);
    const { draft } = await chats.restore('unsent');
    await nextTick();
    assert.deepEqual(
      draft.attachments.map(({ origin: { name } }) => name),
      ['a.txt'],
    );
    assert.equal(draft.notice, 'gone.txt no longer exists.');
    assert.deepEqual(
      kept.get('unsent')?.map(({ origin: { name } }) => name),
      ['a.txt'],
    );
    draft.take();
    assert.deepEqual(kept.get('unsent'), []);
  });

  it('gives two panels that restore the same chat at once the same one, and none that was deleted', async () => {
    const { chats } = set();
    const [first, second] = await Promise.all([chats.restore('unsent'), chats.restore('unsent')]);
    assert.equal(first, second);
    assert.equal(first.id, 'unsent');
    const deleted = await set({ has: async () => true }).chats.restore('deleted');
    assert.notEqual(deleted.id, 'deleted');
  });

  it('shows an empty chat that says so instead of one that cannot be read', async () => {
    const { chats } = set({ load: () => Promise.reject(new Error('EACCES')) });
    const chat = await chats.restore('locked');
    assert.equal(chat.session.conversation.turns.length, 0);
    assert.match(chat.draft.notice ?? '', /cannot be read/);
  });
});
