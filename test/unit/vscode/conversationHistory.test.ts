import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ConversationEvent } from '../../../src/conversation/events';
import { answerOf } from '../../../src/conversation/select';
import { silentLogger, type Logger } from '../../../src/util/log';
import { createConversationFiles } from '../../../src/vscode/conversationFiles';
import { noDrafts } from '../../support/noDrafts';
import { recordedStream, turnOfStream } from '../../support/streams';

describe('the history of conversations', () => {
  let folder: string;
  let logged: string[];
  let drafts: Map<string, string>;
  const log: Logger = {
    ...silentLogger,
    warn: (message) => logged.push(message),
    error: (message) => logged.push(String(message)),
  };
  /** A window that has just been opened. */
  const open = () =>
    createConversationFiles(
      folder,
      { ...noDrafts, load: (id) => drafts.get(id) ?? '', keep: (id, text) => drafts.set(id, text) },
      log,
      (error) => {
        throw error;
      },
    );
  const file = (name: string): string => path.join(folder, name);
  const turn = (question: string, turnId = 't1'): readonly ConversationEvent[] =>
    turnOfStream(recordedStream('text'), { question, turnId });
  /** Writes a chat in a window of its own. */
  async function write(id: string, events: readonly ConversationEvent[]): Promise<void> {
    const files = open();
    files.record({ id, createdAt: 1 }, events);
    await files.dispose();
  }
  async function listed(): Promise<readonly string[]> {
    const files = open();
    const titles = (await files.list()).map(({ title, pinned }) => (pinned ? `! ${title}` : title));
    await files.dispose();
    return titles;
  }

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'chats-'));
    logged = [];
    drafts = new Map();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  describe('the list', () => {
    it('has title, first question, pin and time of the last turn, newest first', async () => {
      await write('a', [...turn('First question\n  of many words'), { type: 'renamed', title: 'Named' }]);
      await write('b', [
        ...turn('Another'),
        { ...turn('Later', 't2')[0], at: 99 } as ConversationEvent,
        { type: 'pinned', pinned: true },
      ]);
      const files = open();
      assert.deepEqual(await files.list(), [
        { id: 'b', title: 'Another', question: 'Another', pinned: true, changedAt: 99 },
        {
          id: 'a',
          title: 'Named',
          question: 'First question of many words',
          pinned: false,
          changedAt: 2,
        },
      ]);
      await files.dispose();
    });

    it('shows what was recorded just now, and no chat without a turn', async () => {
      const files = open();
      files.record({ id: 'a', createdAt: 1 }, turn('Hello'));
      files.record({ id: 'b', createdAt: 1 }, [{ type: 'renamed', title: 'Nothing asked' }]);
      assert.deepEqual(
        (await files.list()).map(({ title }) => title),
        ['Hello'],
      );
      files.record({ id: 'a', createdAt: 1 }, [{ type: 'renamed', title: 'Greeting' }]);
      assert.deepEqual(
        (await files.list()).map(({ title }) => title),
        ['Greeting'],
      );
      await files.dispose();
    });

    it('reads only journals that changed', async () => {
      await write('a', turn('Hello'));
      await write('b', turn('World'));
      utimesSync(file('a.jsonl'), 1000, 1000);
      await listed();
      // The same size and time, but other bytes: who reads the journal again finds no title in it.
      writeFileSync(file('a.jsonl'), ' '.repeat(statSync(file('a.jsonl')).size));
      utimesSync(file('a.jsonl'), 1000, 1000);
      await write('b', [{ type: 'renamed', title: 'Changed' }]);
      assert.deepEqual((await listed()).toSorted(), ['Changed', 'Hello']);
      rmSync(file('index.json'));
      assert.deepEqual(await listed(), ['Changed']);
    });

    it('is made anew, names and pins included, when its index is gone, damaged or of another version', async () => {
      await write('a', [
        ...turn('Hello'),
        { type: 'renamed', title: 'Named' },
        { type: 'pinned', pinned: true },
      ]);
      assert.deepEqual(await listed(), ['! Named']);
      const whole = readFileSync(file('index.json'), 'utf8');
      for (const broken of [
        whole.slice(0, -9),
        '',
        '[]',
        whole.replace('"index":1', '"index":2'),
        whole.replace('"pinned":true', '"pinned":7'),
      ]) {
        writeFileSync(file('index.json'), broken);
        logged = [];
        assert.deepEqual(await listed(), ['! Named'], broken);
        assert.match(logged.join(), /index of the chats/);
        assert.equal(readFileSync(file('index.json'), 'utf8'), whole);
      }
      rmSync(file('index.json'));
      assert.deepEqual(await listed(), ['! Named']);
      assert.deepEqual(readdirSync(folder).toSorted(), ['a.jsonl', 'index.json']);
    });

    it('forgets journals that are gone', async () => {
      await write('a', turn('Hello'));
      await write('b', turn('World'));
      await listed();
      rmSync(file('a.jsonl'));
      assert.deepEqual(await listed(), ['World']);
      assert.doesNotMatch(readFileSync(file('index.json'), 'utf8'), /Hello/);
    });
  });

  describe('deleting', () => {
    it('takes journal, media and draft, and nothing brings them back', async () => {
      const files = open();
      files.record({ id: 'a', createdAt: 1 }, turn('Hello'));
      await files.media('a').put(Buffer.from('png'), 'image/png');
      files.keepDraft('a', 'half typed');
      await files.list();
      await files.remove('a');
      files.record({ id: 'a', createdAt: 1 }, [
        { type: 'turnEnded', turnId: 't1', at: 9, status: 'stopped' },
      ]);
      await assert.rejects(files.media('a').put(Buffer.from('png'), 'image/png'), /deleted/);
      files.keepDraft('a', 'late');
      assert.deepEqual(await files.list(), []);
      await files.dispose();
      assert.deepEqual(readdirSync(folder), ['index.json']);
      assert.equal(drafts.get('a'), '');
    });

    it('leaves the other chats alone, and knows which ids are taken', async () => {
      await write('a', turn('Hello'));
      await write('b', turn('World'));
      const files = open();
      await files.remove('a');
      assert.deepEqual(
        (await files.list()).map(({ id }) => id),
        ['b'],
      );
      assert.deepEqual(await Promise.all(['a', 'b', 'c'].map((id) => files.has(id))), [true, true, false]);
      await files.dispose();
    });
  });

  describe('loading', () => {
    const answer = async (id: string): Promise<string | undefined> => {
      const conversation = await open().load(id);
      const first = conversation?.turns[0];
      return first === undefined ? undefined : answerOf(first);
    };
    let whole: string;
    let lines: readonly string[];
    let said: string | undefined;

    beforeEach(async () => {
      await write('a', turn('Hello'));
      whole = readFileSync(file('a.jsonl'), 'utf8');
      lines = whole.split('\n');
      said = await answer('a');
      assert.ok(said);
      assert.deepEqual(logged, []);
    });

    it('goes on after a torn last line', async () => {
      writeFileSync(file('a.jsonl'), whole.slice(0, -7));
      assert.equal(await answer('a'), said);
      assert.match(logged.join(), /1 line of the journal of chat a could not be read/);
      await write('a', [{ type: 'renamed', title: 'After' }]);
      const conversation = await open().load('a');
      assert.equal(conversation?.title, 'After');
      assert.equal(conversation.turns.length, 1);
    });

    it('passes over a broken line in the middle', async () => {
      writeFileSync(
        file('a.jsonl'),
        [...lines.slice(0, 3), '\u0000\u0000\u0000', '{"ty', ...lines.slice(3)].join('\n'),
      );
      assert.equal(await answer('a'), said);
      assert.match(logged.join(), /2 lines of the journal of chat a could not be read/);
      assert.deepEqual(await listed(), ['Hello']);
    });

    it('needs no header', async () => {
      writeFileSync(file('a.jsonl'), ['{"journal":1,"i', ...lines.slice(1)].join('\n'));
      const conversation = await open().load('a');
      assert.equal(conversation?.id, 'a');
      assert.equal(conversation.createdAt, 1);
      assert.equal(await answer('a'), said);
      assert.deepEqual(await listed(), ['Hello']);
    });

    it('goes on in the file that was opened, whatever id stands in it', async () => {
      writeFileSync(file('copy.jsonl'), whole);
      assert.equal((await open().load('copy'))?.id, 'copy');
    });

    it('begins anew in an empty journal', async () => {
      writeFileSync(file('a.jsonl'), '');
      const conversation = await open().load('a');
      assert.equal(conversation?.id, 'a');
      assert.deepEqual(conversation.turns, []);
      assert.match(logged.join(), /journal of chat a is empty/);
      await write('a', turn('Again'));
      assert.equal((await open().load('a'))?.turns.length, 1);
    });

    it('leaves the journal of another version alone', async () => {
      const newer = whole.replace('"journal":1', '"journal":2');
      writeFileSync(file('a.jsonl'), newer);
      assert.equal(await open().load('a'), undefined);
      assert.match(logged.join(), /journal of chat a is of version 2; .* reads 1\. It is left as it is/);
      assert.deepEqual(await listed(), []);
      assert.equal(readFileSync(file('a.jsonl'), 'utf8'), newer);
    });

    it('says when a media file is gone', async () => {
      const media = open().media('a');
      const name = await media.put(Buffer.from('png'), 'image/png');
      assert.deepEqual(await media.get(name), Buffer.from('png'));
      rmSync(file(path.join('a', name)));
      await assert.rejects(media.get(name), /no longer on the disk/);
      assert.match(logged.join(), new RegExp(`file ${name} of chat a cannot be read`));
    });

    it('knows no chat that never was', async () => {
      assert.equal(await open().load('nobody'), undefined);
      assert.deepEqual(logged, []);
    });
  });
});
