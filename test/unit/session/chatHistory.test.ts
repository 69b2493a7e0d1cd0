import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exportJson } from '../../../src/conversation/exportJson';
import { parseChatFile } from '../../../src/session/chatFile';
import { createChats } from '../../../src/session/chats';
import { questionBlock } from '../../../src/session/input';
import { silentLogger } from '../../../src/util/log';
import { noDrafts } from '../../support/noDrafts';
import { noTools } from '../../support/noTools';
import { noUploads } from '../../support/noUploads';
import { createConversationFiles } from '../../../src/vscode/conversationFiles';
import { answers, fakeClient, plainAnswer, type Script } from '../../support/fakeClient';

/** An answer that goes on until it is stopped. */
const endless: Script = async function* (_request, signal) {
  yield plainAnswer('Once upon', 'v1_e').slice(0, 3);
  await new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
};

describe('chats of the history', () => {
  let folder: string;
  let ids: number;
  /** A window that has just been opened. */
  function open(...scripts: readonly Script[]) {
    const files = createConversationFiles(folder, noDrafts, silentLogger, (error) => {
      throw error;
    });
    const client = fakeClient(...scripts);
    const chats = createChats(files, {
      client: async () => client,
      settings: () => ({ model: 'm', thinkingLevel: 'default', systemInstruction: '', store: true }),
      newId: () => `id${(ids += 1)}`,
      now: () => 42,
      uploads: noUploads,
      attachAgain: async () => {},
      ...noTools,
      log: silentLogger,
    });
    return { chats, files };
  }
  async function listed(): Promise<readonly string[]> {
    const { files } = open();
    const titles = (await files.list()).map(({ title, pinned }) => (pinned ? `! ${title}` : title));
    await files.dispose();
    return titles;
  }

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'chats-'));
    ids = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('renames and pins a chat that is open, in front of those who watch it', async () => {
    const { chats, files } = open(answers(plainAnswer('Hello', 'v1_a')));
    const chat = chats.create();
    await chat.session.send([questionBlock('Hi')]);
    await chats.relist(chat.id, { type: 'renamed', title: 'Greeting' });
    await chats.relist(chat.id, { type: 'pinned', pinned: true });
    assert.equal(chat.session.conversation.title, 'Greeting');
    await files.dispose();
    assert.deepEqual(await listed(), ['! Greeting']);
  });

  it('keeps over a reload that a chat is not stored, also one in which nothing was asked yet', async () => {
    const first = open();
    const { id, session } = first.chats.create();
    session.switchStore(false);
    await first.files.dispose();
    const { chats, files } = open();
    const chat = await chats.restore(id);
    assert.equal(chat.id, id);
    assert.equal(chat.session.conversation.store, false);
    assert.deepEqual(await files.list(), []);
    await files.dispose();
  });

  it('renames and pins a chat that is not open', async () => {
    const first = open(answers(plainAnswer('Hello', 'v1_a')));
    const { id, session } = first.chats.create();
    await session.send([questionBlock('Hi')]);
    await first.files.dispose();
    const { chats, files } = open();
    await chats.relist(id, { type: 'renamed', title: 'Greeting' });
    await chats.relist(id, { type: 'pinned', pinned: true });
    assert.deepEqual(chats.all, []);
    assert.deepEqual(await listed(), ['! Greeting']);
    await chats.relist(id, { type: 'pinned', pinned: false });
    assert.deepEqual(await listed(), ['Greeting']);
    assert.equal((await chats.open(id))?.session.conversation.turns.length, 1);
    await files.dispose();
  });

  it('stops a chat before it is deleted, and its end brings nothing back', async () => {
    const { chats, files } = open(endless);
    const chat = chats.create();
    const arrived = new Promise<void>((resolve) => {
      chat.session.onEvents((events) => {
        if (events.some(({ type }) => type === 'received')) resolve();
      });
    });
    const sending = chat.session.send([questionBlock('A story')]);
    await arrived;
    await chats.remove(chat.id);
    await sending;
    assert.equal(chat.session.running, false);
    assert.deepEqual(chats.all, []);
    assert.equal(await chats.open(chat.id), undefined);
    await files.dispose();
    assert.equal(existsSync(path.join(folder, `${chat.id}.jsonl`)), false);
  });

  it('takes in an exported chat with its pictures, under a new id beside the one that it came from', async () => {
    const { chats, files } = open(answers(plainAnswer('A cat', 'v1_a')));
    const chat = chats.create();
    const picture = Buffer.from('not really a picture');
    const media = await chat.media.put(picture, 'image/png');
    await chat.session.send([
      {
        content: { type: 'image', mime_type: 'image/png', media },
        origin: { kind: 'image', name: 'cat.png', bytes: picture.length },
      },
      questionBlock('What is it?'),
    ]);
    const exported = (name: string): string =>
      exportJson(chat.session.conversation, new Map([[name, picture.toString('base64')]]));
    const text = exported(media);

    const beside = await chats.takeIn(parseChatFile(text));
    assert.notEqual(beside.id, chat.id);
    assert.deepEqual(beside.session.conversation, { ...chat.session.conversation, id: beside.id });
    assert.deepEqual(await beside.media.get(media), picture);

    await chats.remove(chat.id);
    assert.deepEqual(await beside.media.get(media), picture);
    await files.dispose();

    const another = open();
    rmSync(folder, { recursive: true });
    const again = await another.chats.takeIn(parseChatFile(text));
    assert.equal(again.id, chat.id);
    await another.files.dispose();
    const reopened = await open().chats.open(chat.id);
    assert.deepEqual(reopened?.session.conversation, chat.session.conversation);
  });

  it('lets no file choose where it is written', async () => {
    const { chats, files } = open(answers(plainAnswer('Hello', 'v1_a')));
    const chat = chats.create();
    await chat.session.send([
      { content: { type: 'image', mime_type: 'image/png', media: '../../evil.png' } },
      questionBlock('Hi'),
    ]);
    const conversation = { ...chat.session.conversation, id: '../outside' };
    const file = parseChatFile(exportJson(conversation, new Map([['../../evil.png', 'AQID']])));
    const taken = await chats.takeIn(file);
    assert.match(taken.id, /^id\d+$/);
    assert.deepEqual(readdirSync(path.join(folder, taken.id)), ['039058c6f2c0cb492c533b0a4d14ef77.png']);
    assert.deepEqual(taken.session.conversation.turns[0]?.input[0]?.content, {
      type: 'image',
      mime_type: 'image/png',
      media: '039058c6f2c0cb492c533b0a4d14ef77.png',
    });
    await files.dispose();
  });
});
