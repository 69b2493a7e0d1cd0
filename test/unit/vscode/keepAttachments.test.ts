import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type * as vscode from 'vscode';
import { madeBlock, mediaBlock, textBlock } from '../../../src/session/input';
import { silentLogger } from '../../../src/util/log';
import { createConversationFiles } from '../../../src/vscode/conversationFiles';
import { createDraftMemory } from '../../../src/vscode/draftMemory';

describe('the attachments of a draft', () => {
  let folder: string;
  let state: Map<string, unknown>;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'drafts-'));
    state = new Map();
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** A window that has just been opened. */
  const open = () => {
    const memento: vscode.Memento = {
      keys: () => [...state.keys()],
      get: <T>(key: string, usual?: T) => (state.get(key) ?? usual) as T,
      update: (key: string, value: unknown) => {
        state.set(key, structuredClone(value));
        return Promise.resolve();
      },
    };
    return createConversationFiles(folder, createDraftMemory(memento, silentLogger), silentLogger, () => {});
  };
  const file = textBlock({ path: 'src/a.ts', uri: 'file:///w/src/a.ts', languageId: 'ts', text: 'whole' });
  const selection = textBlock({
    path: 'src/a.ts',
    uri: 'file:///w/src/a.ts',
    languageId: 'ts',
    text: 'a selected piece',
    lines: { first: 2, last: 3 },
  });
  const untitled = textBlock({ path: 'Untitled-1', uri: 'untitled:Untitled-1', languageId: '', text: 'new' });
  const pasted = textBlock({ path: 'notes', uri: 'file:///x/c1/ab.bin', languageId: '', text: 'pasted' });
  const problems = madeBlock({
    kind: 'problems',
    name: '3 problems',
    heading: 'Problems',
    languageId: '',
    text: 'what is wrong',
  });
  const known = { path: 'b.png', uri: 'file:///w/b.png', mimeType: 'image/png', bytes: 5 };
  const picture = mediaBlock({ ...known, kind: 'image', media: 'b.png' });
  const film = mediaBlock({ ...known, kind: 'video', mimeType: 'video/mp4' });

  async function kept(id: string): Promise<readonly (readonly [string, string | undefined])[]> {
    const files = open();
    const texts: (readonly [string, string | undefined])[] = [];
    for (const { origin, text } of files.loadAttachments(id)) {
      const bytes = text === undefined ? undefined : await files.media(id).get(text);
      texts.push([origin.name, bytes === undefined ? undefined : new TextDecoder().decode(bytes)]);
    }
    await files.dispose();
    return texts;
  }

  it('are kept by reference where they are files, and in the media folder where they are texts of no file', async () => {
    const files = open();
    files.keepAttachments('c1', [file, selection, untitled, pasted, problems, picture, film]);
    await files.dispose();
    assert.deepEqual(await kept('c1'), [
      ['a.ts', undefined],
      ['a.ts:2-3', selection.content.type === 'text' ? selection.content.text : ''],
      ['Untitled-1', untitled.content.type === 'text' ? untitled.content.text : ''],
      ['notes', pasted.content.type === 'text' ? pasted.content.text : ''],
      ['3 problems', problems.content.type === 'text' ? problems.content.text : ''],
      ['b.png', undefined],
      ['b.png', undefined],
    ]);
    const [whole, , , , , image, video] = files.loadAttachments('c1');
    assert.deepEqual(whole, { origin: file.origin });
    assert.deepEqual(image, { origin: picture.origin, content: picture.content });
    assert.deepEqual(video, { origin: film.origin, content: { type: 'video', mime_type: 'video/mp4' } });
    // What is written with every change of a draft holds no text of them.
    assert.doesNotMatch(JSON.stringify([...state]), /whole|a selected piece|what is wrong/);
  });

  it('are those of the latest change, and forgotten with the last one and with the chat', async () => {
    const files = open();
    files.keepAttachments('c1', [selection, problems]);
    files.keepAttachments('c1', [file]);
    files.keepAttachments('c2', [file]);
    files.keepAttachments('c3', [file]);
    files.keepAttachments('c3', []);
    await files.remove('c2');
    files.keepAttachments('c2', [file]);
    await files.dispose();
    assert.deepEqual(await kept('c1'), [['a.ts', undefined]]);
    assert.deepEqual(await kept('c2'), []);
    assert.deepEqual(await kept('c3'), []);
  });
});
