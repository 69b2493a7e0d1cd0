import assert from 'node:assert/strict';
import type { JsonObject } from '../../../src/api/types';
import type { CheckedCall } from '../../../src/tools/toolbox';
import { createFile } from '../../../src/tools/createFile';
import { deleteFile } from '../../../src/tools/deleteFile';
import { editFile } from '../../../src/tools/editFile';
import type { ChangeOutcome, Changes, FileChange, Files, NotebookCell } from '../../../src/tools/ports';
import { renameFile } from '../../../src/tools/renameFile';
import type { Tool } from '../../../src/tools/tool';
import { ToolError } from '../../../src/util/toolError';
import { appDisk } from '../../support/callTool';
import { checkTool, concernsOf, runChecked } from '../../support/checkTool';

const texts: Readonly<Record<string, string>> = {
  'src/cart.ts': 'one\ntwo\nthree\nfour\n',
  '.vscode/settings.json': '{}',
};

const notebooks: Readonly<Record<string, readonly NotebookCell[]>> = {
  'prices.ipynb': [
    { kind: 'text', language: 'markdown', text: '# Prices', output: '' },
    { kind: 'code', language: 'python', text: 'a = 1\nprint(a)', output: '1' },
  ],
};

/** Makes a call, up to where the person is asked. */
function set(tool: Tool, given: JsonObject, make?: () => Promise<ChangeOutcome>) {
  const made: FileChange[] = [];
  const files = {
    stat: async ({ relative }) => {
      const isFolder = Object.keys(texts).some((name) => name.startsWith(`${relative}/`));
      if (isFolder) return { kind: 'folder', size: 0, changedAt: 0 };
      return relative in texts || relative in notebooks ? { kind: 'file', size: 1, changedAt: 0 } : undefined;
    },
    text: async ({ relative }) => texts[relative] ?? '',
    notebook: async ({ relative }) => notebooks[relative],
    list: async () => [{ name: 'cart.ts', kind: 'file' }],
  } as Partial<Files> as Files;
  const changes: Changes = {
    async apply(change) {
      made.push(change);
      return make === undefined ? { told: 'Done.', summary: 'done', rejected: false } : make();
    },
  };
  const checked = checkTool(tool, given, {
    host: { files, changes },
    disk: appDisk([...Object.keys(texts), ...Object.keys(notebooks)]),
  });
  return { checked, made };
}
const factsOf = (checked: CheckedCall): unknown =>
  checked.verdict === 'refused' ? checked.reply.content : checked.preview.facts;

describe('edit_file', () => {
  const edits = [
    { oldText: 'two', newText: 'zwei' },
    { oldText: 'four', newText: 'vier\nfünf' },
  ];

  it('shows the change, changes nothing before the person has allowed it, and then changes just that', async () => {
    const { checked, made } = set(editFile, { path: 'src/cart.ts', edits });
    const asked = await checked;
    assert.equal(asked.verdict, 'ask');
    assert.deepEqual(factsOf(asked), [
      {
        kind: 'diff',
        path: 'src/cart.ts',
        diff: '@@ -1,4 +1,5 @@\n one\n-two\n+zwei\n three\n-four\n+vier\n+fünf',
        cut: 0,
      },
    ]);
    assert.equal(made.length, 0);
    const { text, summary } = await runChecked(asked);
    assert.equal(text, 'Done. All 2 edits were applied.');
    assert.equal(summary, '+3 −2');
    assert.deepEqual(
      made.map((change) => change.kind === 'edit' && [change.before, change.after]),
      [[texts['src/cart.ts'], 'one\nzwei\nthree\nvier\nfünf\n']],
    );
  });

  it('edits a notebook by the text of its cells', async () => {
    const { checked, made } = set(editFile, {
      path: 'prices.ipynb',
      edits: [
        { oldText: 'a = 1', newText: 'a = 2' },
        { oldText: '# Prices', newText: '# Prices\n--- cell (python)\nimport math' },
      ],
    });
    assert.equal((await runChecked(await checked)).outcome, 'done');
    assert.deepEqual(
      made.map((change) => change.kind === 'edit' && change.after),
      [
        '--- cell 1 (markdown)\n# Prices\n--- cell (python)\nimport math\n--- cell 2 (python)\na = 2\nprint(a)',
      ],
    );
  });

  it('applies what it finds, and tells the model why it did not find the rest', async () => {
    const { checked, made } = set(editFile, {
      path: 'src/cart.ts',
      edits: [...edits, { oldText: 'seven', newText: 'sieben' }],
    });
    const { text } = await runChecked(await checked);
    assert.match(text, /2 of 3 edits were applied\. Not applied:\nEdit 3: /);
    assert.equal(made.length, 1);
  });

  it('is refused when it would change nothing, with the reason, before anybody is asked', async () => {
    const { checked } = set(editFile, { path: 'src/cart.ts', edits: [{ oldText: 'nine', newText: 'neun' }] });
    const asked = await checked;
    assert.equal(asked.verdict, 'refused');
    assert.match((await runChecked(asked)).text, /Nothing was changed in src\/cart\.ts\.\nEdit 1: /);
  });

  it('says what is wrong with the place', async () => {
    const missing = set(editFile, { path: 'src/none.ts', edits });
    assert.match((await runChecked(await missing.checked)).text, /does not exist\. Make it with create_file/);
    const folder = set(editFile, { path: 'src', edits });
    assert.match((await runChecked(await folder.checked)).text, /is a folder/);
  });

  it('tells the model when the file was changed meanwhile', async () => {
    const { checked } = set(editFile, { path: 'src/cart.ts', edits }, () =>
      Promise.reject(new ToolError('src/cart.ts was changed since the edit was made up.')),
    );
    const { outcome, text } = await runChecked(await checked);
    assert.equal(outcome, 'failed');
    assert.match(text, /was changed since/);
  });

  it('counts what a long diff leaves out', async () => {
    const content = Array.from({ length: 1000 }, (_, at) => `line ${at}`).join('\n');
    const { checked } = set(createFile, { path: 'src/new.ts', content });
    const [fact] = factsOf(await checked) as readonly { readonly cut: number; readonly diff: string }[];
    assert.equal(fact?.cut, 601);
    assert.equal(fact.diff.split('\n').length, 400);
  });
});

describe('create_file, rename_file and delete_file', () => {
  it('ask, show what they do, and do it', async () => {
    const create = set(createFile, { path: 'src/new.ts', content: 'a\nb\n' });
    assert.deepEqual(factsOf(await create.checked), [
      { kind: 'diff', path: 'src/new.ts', diff: '@@ -0,0 +1,2 @@\n+a\n+b', cut: 0 },
    ]);
    assert.equal((await runChecked(await create.checked)).summary, '2 lines');
    const rename = set(renameFile, { path: 'src/cart.ts', newPath: 'src/basket.ts' });
    assert.deepEqual(factsOf(await rename.checked), [
      { kind: 'path', label: 'From', path: 'src/cart.ts' },
      { kind: 'path', label: 'To', path: 'src/basket.ts' },
    ]);
    const remove = set(deleteFile, { path: 'src' });
    const asked = await remove.checked;
    assert.deepEqual(factsOf(asked), [{ kind: 'path', label: 'Folder with 1 entries', path: 'src' }]);
    assert.equal(asked.verdict === 'ask' && asked.preview.remember, undefined);
    for (const { checked, made } of [create, rename, remove]) {
      await runChecked(await checked);
      assert.ok(made.length > 0);
    }
  });

  it('overwrite nothing', async () => {
    const create = set(createFile, { path: 'src/cart.ts', content: '' });
    assert.match((await runChecked(await create.checked)).text, /exists already\. Change it with edit_file/);
    const rename = set(renameFile, { path: 'src/cart.ts', newPath: '.vscode/settings.json' });
    assert.match((await runChecked(await rename.checked)).text, /exists already/);
  });

  it('do nothing to a workspace folder itself, nor to what is not there', async () => {
    for (const [tool, given] of [
      [deleteFile, { path: '.' }],
      [deleteFile, { path: 'none' }],
      [renameFile, { path: '.', newPath: 'x' }],
      [renameFile, { path: 'none', newPath: 'x' }],
    ] as const) {
      const { checked } = set(tool, given);
      assert.equal((await checked).verdict, 'refused', JSON.stringify(given));
    }
  });

  it('name what is protected, at both ends', async () => {
    const renamed = await set(renameFile, { path: 'src/cart.ts', newPath: '.git/hooks/post-checkout' })
      .checked;
    assert.deepEqual(concernsOf(renamed), ['.git/hooks/post-checkout belongs to Git itself.']);
    const deleted = await set(deleteFile, { path: '.vscode/settings.json' }).checked;
    assert.deepEqual(concernsOf(deleted), ['.vscode/settings.json configures the editor.']);
    const created = await set(createFile, { path: '.vscode/tasks.json', content: '' }).checked;
    assert.deepEqual(concernsOf(created), ['.vscode/tasks.json configures the editor.']);
  });
});
