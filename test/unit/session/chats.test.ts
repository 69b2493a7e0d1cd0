import assert from 'node:assert/strict';
import { emptyConversation } from '../../../src/conversation/state';
import { createChats, type ConversationStore } from '../../../src/session/chats';
import { silentLogger } from '../../../src/util/log';
import { noTools } from '../../support/noTools';
import { noUploads } from '../../support/noUploads';
import { fakeClient } from '../../support/fakeClient';

function set({ load = async () => undefined }: Partial<Pick<ConversationStore, 'load'>> = {}) {
  const drafts = new Map<string, string>();
  const store: ConversationStore = {
    list: async () => [],
    has: async () => false,
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
    flush: async () => {},
  };
  let ids = 0;
  const chats = createChats(store, {
    client: async () => fakeClient(),
    settings: () => ({ model: 'm', thinkingLevel: 'default', systemInstruction: '', store: true }),
    newId: () => `c${(ids += 1)}`,
    now: () => 1,
    uploads: noUploads,
    ...noTools,
    log: silentLogger,
  });
  return { chats, drafts };
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

  it('shows an empty chat that says so instead of one that cannot be read', async () => {
    const { chats } = set({ load: () => Promise.reject(new Error('EACCES')) });
    const chat = await chats.restore('locked');
    assert.equal(chat.session.conversation.turns.length, 0);
    assert.match(chat.draft.notice ?? '', /cannot be read/);
  });
});
