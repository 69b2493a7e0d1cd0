import assert from 'node:assert/strict';
import type { JsonObject } from '../../../src/api/types';
import { type ChangeSet, type Decision, partsOf } from '../../../src/review/changeSet';
import { decideFile } from '../../../src/review/decide';
import { outcomeOf } from '../../../src/review/outcome';
import { createFileChange } from '../../../src/review/proposeFile';
import { createFile } from '../../../src/tools/createFile';
import { deleteFile } from '../../../src/tools/deleteFile';
import { editFile } from '../../../src/tools/editFile';
import type { Changes, FileChange, Files } from '../../../src/tools/ports';
import { renameFile } from '../../../src/tools/renameFile';
import type { Tool } from '../../../src/tools/tool';
import type { CallChange } from '../../../src/tools/toolbox';
import { appDisk } from '../../support/callTool';
import { checkTool } from '../../support/checkTool';

const texts: Readonly<Record<string, string>> = {
  'src/cart.ts': 'one\ntwo\nthree\nfour\nfive\n',
  'media/cup.png': '',
};

async function set(tool: Tool, given: JsonObject) {
  const made: FileChange[] = [];
  const files = {
    stat: async ({ relative }) =>
      relative in texts
        ? { kind: 'file', size: 7, changedAt: 5 }
        : relative === 'src'
          ? { kind: 'folder', size: 0, changedAt: 0 }
          : undefined,
    text: async ({ relative }) => texts[relative] ?? '',
    content: async ({ relative }) =>
      relative.endsWith('.png')
        ? { kind: 'image', mimeType: 'image/png', bytes: new Uint8Array(7) }
        : { kind: 'text', text: texts[relative] ?? '', isUnsaved: false },
    notebook: async () => undefined,
    list: async () => [],
  } as Partial<Files> as Files;
  const changes: Changes = {
    async apply(change) {
      made.push(change);
      return { told: 'It was saved.', summary: 'done', rejected: false };
    },
  };
  const checked = await checkTool(tool, given, {
    host: { files, changes },
    disk: appDisk(Object.keys(texts)),
  });
  assert.equal(checked.verdict, 'ask');
  return { review: checked.verdict === 'ask' ? checked.review : undefined, made };
}

/** Decides about the parts in their order, makes what is accepted, and says what the model is told. */
async function decide(change: CallChange, decisions: readonly Decision[]) {
  let file = createFileChange(change.proposed);
  for (const [at, part] of partsOf(file).entries()) {
    const next = decideFile(file, part, decisions[at] ?? 'pending');
    if (decisions[at] === 'accepted') await change.make(outcomeOf(file), outcomeOf(next));
    file = next;
  }
  const decided: ChangeSet = { id: 's', origin: { kind: 'inlineEdit', id: 'i' }, files: [file] };
  const { content, ...reply } = change.reply(decided);
  return { ...reply, text: content.map((block) => (block.type === 'text' ? block.text : '')).join('') };
}
const edits = [
  { oldText: 'two', newText: 'zwei' },
  { oldText: 'five', newText: 'fünf' },
  { oldText: 'seven', newText: 'sieben' },
];

describe('a change that is decided on part by part', () => {
  it('is made as far as it is accepted, and the model is told which parts were', async () => {
    const { review, made } = await set(editFile, { path: 'src/cart.ts', edits });
    const change = await review?.open();
    assert.ok(change);
    assert.equal(made.length, 0);
    const { text, summary, outcome } = await decide(change, ['rejected', 'accepted']);
    assert.deepEqual(
      made.map((each) => each.kind === 'edit' && [each.before, each.after]),
      [[texts['src/cart.ts'], 'one\ntwo\nthree\nfour\nfünf\n']],
    );
    assert.match(
      text,
      /^The person has reviewed this\.\n2 changes: 1 accepted, 1 rejected, 0 not decided yet\./,
    );
    assert.match(text, /- rejected, line 2: zwei\n- accepted, line 5: fünf\nIt was saved\./);
    assert.match(text, /1 of 3 edits could not be proposed:\nEdit 3: /);
    assert.equal(summary, '1 of 2 changes accepted');
    assert.equal(outcome, 'done');
  });

  it('counts as denied when nothing of it was accepted', async () => {
    const { review, made } = await set(editFile, { path: 'src/cart.ts', edits });
    const change = await review?.open();
    assert.ok(change);
    const { outcome, summary } = await decide(change, ['rejected', 'rejected']);
    assert.equal(outcome, 'denied');
    assert.equal(summary, 'none of 2 changes accepted');
    assert.deepEqual(made, []);
  });

  it('is of a file as a whole when that is made, renamed or deleted, also one that is no text', async () => {
    for (const [tool, given, kind] of [
      [createFile, { path: 'src/new.ts', content: 'a\n' }, 'create'],
      [renameFile, { path: 'media/cup.png', newPath: 'media/mug.png' }, 'rename'],
      [deleteFile, { path: 'media/cup.png' }, 'delete'],
      [deleteFile, { path: 'src/cart.ts' }, 'delete'],
    ] as const) {
      const { review, made } = await set(tool, given);
      const change = await review?.open();
      assert.ok(change);
      const { outcome } = await decide(change, ['accepted']);
      assert.equal(outcome, 'done');
      assert.deepEqual(
        made.map((each) => each.kind),
        [kind],
      );
    }
  });

  it('is none of a folder, which is renamed and deleted as a whole', async () => {
    for (const [tool, given] of [
      [renameFile, { path: 'src', newPath: 'lib' }],
      [deleteFile, { path: 'src' }],
    ] as const)
      assert.equal((await set(tool, given)).review, undefined);
  });

  it('names its files by where they lead, both of a rename', async () => {
    const { review } = await set(renameFile, { path: 'media/cup.png', newPath: 'media/mug.png' });
    assert.equal(review?.files.length, 2);
  });
});
