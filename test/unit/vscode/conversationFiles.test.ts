import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ConversationEvent } from '../../../src/conversation/events';
import { answerOf } from '../../../src/conversation/select';
import { emptyConversation } from '../../../src/conversation/state';
import { questionBlock, textBlock } from '../../../src/session/input';
import { silentLogger } from '../../../src/util/log';
import { createConversationFiles } from '../../../src/vscode/conversationFiles';
import { noDrafts } from '../../support/noDrafts';

const conversation = emptyConversation('c1', 1);
const asked = (question: string, attached = '', turnId = 't1'): ConversationEvent => ({
  type: 'turnStarted',
  turnId,
  at: 2,
  model: 'm',
  stored: true,
  input: [
    ...(attached === ''
      ? []
      : [textBlock({ path: 'a.txt', uri: 'file:///a.txt', languageId: 'plaintext', text: attached })]),
    questionBlock(question),
  ],
});

describe('conversation files', () => {
  let folder: string;
  const open = () =>
    createConversationFiles(folder, noDrafts, silentLogger, (error) => {
      throw error;
    });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'conversations-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('lists a chat by its first question, however much was attached to it', async () => {
    const files = open();
    files.record(conversation, [asked('What are these letters?', 'é'.repeat(500_000))]);
    await files.flush();
    assert.deepEqual(
      (await files.list()).map(({ id, title }) => ({ id, title })),
      [{ id: 'c1', title: 'What are these letters?' }],
    );
    await files.dispose();
  });

  it('keeps the answers of two windows apart that write to the same chat', async () => {
    const first = open();
    const second = open();
    const piece = (turnId: string, text: string): ConversationEvent => ({
      type: 'received',
      turnId,
      round: 0,
      event: { event_type: 'step.delta', index: 0, delta: { type: 'text', text } },
    });
    first.record(conversation, [asked('one', '', 'a'), piece('a', 'from ')]);
    await first.flush();
    second.record(conversation, [asked('two', '', 'b'), piece('b', 'also ')]);
    await second.flush();
    first.record(conversation, [piece('a', 'the first')]);
    await first.flush();
    second.record(conversation, [piece('b', 'the second')]);
    await second.flush();
    const loaded = await open().load('c1');
    assert.deepEqual(loaded?.turns.map(answerOf), ['from the first', 'also the second']);
    await first.dispose();
    await second.dispose();
  });

  it('writes what was recorded before the end, and nothing after it', async () => {
    const files = open();
    files.record(conversation, [asked('Still running?')]);
    const closed = files.dispose();
    files.record(conversation, [{ type: 'turnEnded', turnId: 't1', at: 3, status: 'stopped' }]);
    await closed;
    const text = await readFile(path.join(folder, 'c1.jsonl'), 'utf8');
    assert.match(text, /Still running/);
    assert.doesNotMatch(text, /stopped/);
    const next = open();
    assert.equal((await next.load('c1'))?.turns[0]?.status, 'running');
  });
});
