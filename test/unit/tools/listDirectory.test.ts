import assert from 'node:assert/strict';
import { listDirectory } from '../../../src/tools/listDirectory';
import type { Files, FolderEntry } from '../../../src/tools/ports';
import { appDisk, callTool } from '../../support/callTool';
import { diskPorts } from '../../support/fakeDisk';

const listing = (entries: readonly FolderEntry[]): { readonly files: Files } => ({
  files: { list: async () => entries } as Partial<Files> as Files,
});
const file = (name: string): FolderEntry => ({ name, kind: 'file' });
const folder = (name: string): FolderEntry => ({ name, kind: 'folder' });
const disk = appDisk(['src/a.ts', 'node_modules/left/a.js'], {
  whyHidden: async (_root, relative, kind) =>
    relative.endsWith('.env') || (relative === 'src/private' && kind === 'folder') ? 'hidden' : undefined,
  isUnlisted: async (_root, relative) => /^(?:node_modules|dist)(?:\/|$)/.test(relative),
});

describe('list_directory', () => {
  it('names folders before files, each in the order of the alphabet', async () => {
    const entries = [file('b.ts'), folder('web'), file('a.ts'), folder('api'), { name: 'l', kind: 'link' }];
    const { text, summary, title } = await callTool(
      listDirectory,
      { path: 'src' },
      listing(entries as FolderEntry[]),
      disk,
    );
    assert.equal(text, 'api/\nweb/\na.ts\nb.ts\nl');
    assert.equal(summary, '5 entries');
    assert.equal(title, 'List src');
  });

  it('leaves out what is hidden and what is ignored', async () => {
    const entries = [file('.env'), folder('private'), file('a.ts')];
    const { text, summary } = await callTool(listDirectory, { path: 'src' }, listing(entries), disk);
    assert.deepEqual([text, summary], ['a.ts', '1 entry']);
    const top = await callTool(listDirectory, {}, listing([folder('node_modules'), folder('src')]), disk);
    assert.equal(top.text, 'src/');
  });

  it('lists a folder that Git ignores when it is named', async () => {
    const { text } = await callTool(
      listDirectory,
      { path: 'node_modules/left' },
      listing([file('a.js'), file('.env')]),
      disk,
    );
    assert.equal(text, 'a.js');
  });

  it('keeps to the rules of what a link leads to', async () => {
    const linked = diskPorts(
      [{ name: 'app', path: '/ws/app' }],
      { files: new Set(['/ws/app/src/a.ts']), links: new Map([['/ws/app/link', '/ws/app/src']]) },
      { whyHidden: disk.whyHidden },
    );
    const entries = [folder('private'), file('a.ts')];
    assert.equal((await callTool(listDirectory, { path: 'link' }, listing(entries), linked)).text, 'a.ts');
  });

  it('says that nothing is there, or nothing that may be shown', async () => {
    const empty = await callTool(listDirectory, { path: 'src' }, listing([]), disk);
    assert.equal(empty.text, 'The folder is empty.');
    const hidden = await callTool(listDirectory, { path: 'src' }, listing([file('.env')]), disk);
    assert.equal(hidden.text, 'All that is in it is ignored.');
  });

  it('lists at most 500 names', async () => {
    const many = Array.from({ length: 600 }, (_name, at) => file(`f${String(at).padStart(3, '0')}`));
    const { text } = await callTool(listDirectory, { path: 'src' }, listing(many), disk);
    assert.match(text, /\nf499\n… 100 more\. List a folder in it, or use find_files\.$/);
  });

  it('names the workspace folders where there are several', async () => {
    const two = diskPorts(
      [
        { name: 'app', path: '/ws/app' },
        { name: 'api', path: '/ws/api' },
      ],
      { files: new Set(), links: new Map() },
    );
    for (const given of [{}, { path: '.' }, { path: './' }])
      assert.equal((await callTool(listDirectory, given, listing([]), two)).text, 'app/\napi/');
  });

  it('writes out what would look like another line', async () => {
    const { text } = await callTool(listDirectory, { path: 'src' }, listing([file('a\n../secret')]), disk);
    assert.equal(text, 'a⟨U+000A⟩../secret');
  });
});
