import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClient } from '../../../src/api/client';
import type { Transport } from '../../../src/api/transport';
import { createUndiciTransport } from '../../../src/api/undiciTransport';
import type { InputBlock } from '../../../src/conversation/state';
import { createDraft, type Draft } from '../../../src/session/draft';
import { mediaBlock, questionBlock } from '../../../src/session/input';
import { createOutbox } from '../../../src/session/outbox';
import { createUploads, type KnownUpload, type Uploads } from '../../../src/session/uploads';
import { silentLogger } from '../../../src/util/log';
import { largeFile } from '../../../src/vscode/largeFile';
import { startEmulator, type Emulator } from '../../emulator/emulator';

const hour = 3_600_000;
const onChunks = 'POST /upload/sessions/*';

describe('uploads', () => {
  let emulator: Emulator;
  let transport: Transport;
  let folder: string;
  let remembered: Map<string, KnownUpload>;
  let clock: number;

  before(async () => {
    emulator = await startEmulator();
    transport = createUndiciTransport({ env: {} });
  });
  after(async () => {
    await transport.close();
    await emulator.close();
  });
  beforeEach(() => {
    emulator.reset();
    folder = mkdtempSync(path.join(tmpdir(), 'uploads-'));
    remembered = new Map();
    clock = Date.now();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** The uploads of a window that has just been opened. */
  function open(): Uploads {
    const client = createClient({
      transport,
      apiKey: () => Promise.resolve('a-key'),
      baseUrl: () => emulator.url,
      version: '1',
      retry: {
        retries: 1,
        sleep: (_milliseconds, signal) => {
          signal.throwIfAborted();
          return new Promise((resolve) => setTimeout(resolve, 1));
        },
      },
    });
    return createUploads({
      files: () => Promise.resolve(client.files),
      memory: {
        find: (sha256) => remembered.get(sha256),
        keep: (sha256, upload) => remembered.set(sha256, upload),
        forget: (sha256) => remembered.delete(sha256),
      },
      now: () => clock,
      log: silentLogger,
    });
  }
  function draftOn(uploads: Uploads) {
    let ids = 0;
    const draft = createDraft({ newId: () => `a${(ids += 1)}`, uploads });
    const sent: (readonly InputBlock[])[] = [];
    const outbox = createOutbox(draft, {
      send: (input) => {
        sent.push(input);
        return Promise.resolve();
      },
    });
    return { draft, outbox, sent };
  }
  function attach(draft: Draft, name: string, content?: string): void {
    const file = path.join(folder, name);
    if (content !== undefined) writeFileSync(file, content);
    const bytes = content?.length ?? 5;
    const mimeType = 'video/mp4';
    const block = mediaBlock({ kind: 'video', path: name, uri: `file://${file}`, mimeType, bytes });
    draft.addLarge(block, largeFile(file, { name, mimeType, bytes }));
  }
  const requests = (method: string, part: string): number =>
    emulator.requests.filter((each) => each.method === method && each.path.includes(part)).length;
  const starts = (): number => requests('POST', '/upload/v1beta/files');
  /** Resolves when the draft fulfils the condition. */
  function until(draft: Draft, condition: (states: readonly string[]) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!condition(draft.attachments.map(({ upload }) => upload?.state ?? ''))) return;
        stop();
        resolve();
      };
      const stop = draft.onChange(look);
      look();
    });
  }
  const ready = (draft: Draft): Promise<void> =>
    until(draft, (states) => states.every((state) => state === 'ready'));
  const failed = (draft: Draft): Promise<void> => until(draft, (states) => states.includes('failed'));

  it('show how far they are, and are sent as an address', async () => {
    const { draft } = draftOn(open());
    const seen = new Set<string>();
    draft.onChange(() => {
      for (const { upload } of draft.attachments) seen.add(JSON.stringify(upload));
    });
    attach(draft, 'film.mp4', 'x'.repeat(1_500_000));
    assert.equal(draft.mediaBytes(), 0);
    await ready(draft);
    assert.deepEqual(
      [...seen],
      [
        '{"state":"uploading","part":0}',
        `{"state":"uploading","part":${(1024 * 1024) / 1_500_000}}`,
        '{"state":"uploading","part":1}',
        '{"state":"processing"}',
        '{"state":"ready"}',
      ],
    );
    const [block] = draft.take();
    assert.deepEqual(Object.keys(block?.content ?? {}).toSorted(), ['expires', 'mime_type', 'type', 'uri']);
    assert.match(JSON.stringify(block?.content), /"uri":"http:.*\/v1beta\/files\//);
    assert.equal(block?.origin?.name, 'film.mp4');
  });

  describe('of the same bytes', () => {
    it('are made once, whatever the file is called, and also after a restart', async () => {
      const first = draftOn(open()).draft;
      attach(first, 'film.mp4', 'a film');
      await ready(first);
      const [sent] = first.take();
      const second = draftOn(open()).draft;
      attach(second, 'copy of the film.mp4', 'a film');
      await ready(second);
      const [again] = second.take();
      assert.equal(starts(), 1);
      assert.equal(requests('POST', '/sessions/'), 1);
      assert.deepEqual(again?.content, sent?.content);
    });

    it('are shared while they are under way, until the last one is removed', async () => {
      const uploads = open();
      emulator.faults.add('silence', { on: onChunks });
      const one = draftOn(uploads).draft;
      const two = draftOn(uploads).draft;
      attach(one, 'film.mp4', 'a film');
      attach(two, 'film.mp4', 'a film');
      await emulator.reached('silence');
      one.remove('a1');
      emulator.release('silence');
      await ready(two);
      assert.equal(starts(), 1);
      assert.equal(requests('DELETE', '/files/'), 0);
    });

    it('go on when the file is attached again', async () => {
      const { draft } = draftOn(open());
      attach(draft, 'film.mp4', 'a film');
      await ready(draft);
      attach(draft, 'film.mp4', 'a film');
      await ready(draft);
      assert.deepEqual([draft.attachments.length, starts()], [1, 1]);
      assert.equal(requests('DELETE', '/files/'), 0);
    });

    it('are made anew when the service no longer has them, or not for long', async () => {
      const uploads = open();
      const upload = async (): Promise<void> => {
        const { draft } = draftOn(uploads);
        attach(draft, 'film.mp4', 'a film');
        await ready(draft);
        draft.take();
      };
      await upload();
      await emulator.expire([...remembered.values()][0]?.name ?? '');
      await upload();
      assert.equal(starts(), 2);
      clock += 47.75 * hour;
      await upload();
      assert.equal(starts(), 3);
    });
  });

  describe('that are removed', () => {
    it('send nothing any more', async () => {
      const { draft } = draftOn(open());
      emulator.faults.add('silence', { on: onChunks, skip: 1 });
      attach(draft, 'film.mp4', 'x'.repeat(4_000_000));
      await emulator.reached('silence');
      draft.remove('a1');
      const before = emulator.requests.length;
      await emulator.until(({ outcome }) => outcome === 'aborted');
      await new Promise((resolve) => setTimeout(resolve, 30));
      assert.equal(emulator.requests.length, before);
    });

    it('are deleted at the service, unless a message refers to them', async () => {
      const uploads = open();
      const { draft } = draftOn(uploads);
      attach(draft, 'film.mp4', 'a film');
      await ready(draft);
      draft.remove('a1');
      await emulator.until(({ method, outcome }) => method === 'DELETE' && outcome === 'complete');
      assert.equal(remembered.size, 0);
      attach(draft, 'film.mp4', 'a film');
      await ready(draft);
      draft.take();
      attach(draft, 'film.mp4', 'a film');
      await ready(draft);
      draft.remove('a3');
      await new Promise((resolve) => setTimeout(resolve, 30));
      assert.equal(requests('DELETE', '/files/'), 1);
      assert.equal(remembered.size, 1);
    });
  });

  it('that fail say why and can be tried again', async () => {
    const { draft } = draftOn(open());
    emulator.faults.add('status', { on: 'POST /upload/files', status: 403, code: 'permission_denied' });
    attach(draft, 'film.mp4', 'a film');
    await failed(draft);
    const [attachment] = draft.attachments;
    assert.match(JSON.stringify(attachment?.upload), /not allowed to do that/);
    draft.retry('a1');
    await ready(draft);
  });

  it('of what vanished, changed or cannot be read by the service fail with a reason', async () => {
    const { draft } = draftOn(open());
    const reasonOf = async (name: string, content?: string): Promise<string> => {
      attach(draft, name, content);
      await failed(draft);
      const reason = JSON.stringify(draft.attachments.at(-1)?.upload);
      draft.remove(draft.attachments.at(-1)?.id ?? '');
      return reason;
    };
    assert.match(await reasonOf('gone.mp4'), /gone\.mp4 no longer exists\./);
    writeFileSync(path.join(folder, 'grown.mp4'), 'more than it was');
    assert.match(await reasonOf('grown.mp4'), /grown\.mp4 was changed\./);
    assert.match(
      await reasonOf('[[fault:processing]].mp4', 'nonsense'),
      /could not read this file.*The file could not be processed/,
    );
  });

  describe('and sending', () => {
    const question = [questionBlock('What happens?')];

    it('waits for them, and sends once', async () => {
      const { draft, outbox, sent } = draftOn(open());
      emulator.faults.add('silence', { on: onChunks });
      attach(draft, 'film.mp4', 'a film');
      const waited: boolean[] = [];
      const sending = outbox.send(question, { onSend: (did) => waited.push(did) });
      assert.deepEqual(outbox.waitsFor, ['film.mp4']);
      await emulator.reached('silence');
      assert.equal(sent.length, 0);
      emulator.release('silence');
      assert.equal(await sending, true);
      assert.deepEqual(outbox.waitsFor, []);
      assert.deepEqual(waited, [true]);
      assert.equal(sent.length, 1);
      assert.match(JSON.stringify(sent[0]), /"uri".*What happens\?/);
      assert.equal(draft.attachments.length, 0);
    });

    it('is called off by the person, by removing what it waits for, and by another message', async () => {
      const { draft, outbox, sent } = draftOn(open());
      emulator.faults.add('silence', { on: onChunks, times: 3 });
      attach(draft, 'film.mp4', 'a film');
      const first = outbox.send(question);
      outbox.cancel();
      assert.equal(await first, false);
      const second = outbox.send(question);
      const third = outbox.send([questionBlock('Another')]);
      assert.equal(await second, false);
      draft.remove('a1');
      assert.equal(await third, false);
      assert.deepEqual([sent.length, outbox.waitsFor.length], [0, 0]);
      emulator.release('silence');
    });

    it('is refused when they failed, before and while it waits, and the draft stays', async () => {
      const { draft, outbox, sent } = draftOn(open());
      emulator.faults.add('status', { on: onChunks, status: 403, times: 2 });
      attach(draft, 'film.mp4', 'a film');
      assert.equal(await outbox.send(question), false);
      assert.match(draft.notice ?? '', /^Nothing was sent: film\.mp4 could not be uploaded\./);
      assert.equal(await outbox.send(question), false);
      assert.deepEqual([sent.length, draft.attachments.length], [0, 1]);
    });

    it('uploads again what the service is about to forget', async () => {
      const { draft, outbox, sent } = draftOn(open());
      attach(draft, 'film.mp4', 'a film');
      await ready(draft);
      clock += 47.9 * hour;
      assert.equal(await outbox.send(question), true);
      assert.equal(starts(), 2);
      assert.equal(sent.length, 1);
    });
  });

  it('stop with the window and leave what they brought, for the draft that comes back', async () => {
    const uploads = open();
    const { draft } = draftOn(uploads);
    attach(draft, 'film.mp4', 'a film');
    await ready(draft);
    attach(draft, '[[gate:slow]].mp4', 'a slow film');
    await until(draft, (states) => states.includes('processing'));
    uploads.dispose();
    emulator.release('slow');
    const next = draftOn(open()).draft;
    attach(next, 'film.mp4', 'a film');
    attach(next, 'slow.mp4', 'a slow film');
    await ready(next);
    assert.equal(starts(), 2);
    assert.equal(requests('DELETE', '/files/'), 0);
  });
});
