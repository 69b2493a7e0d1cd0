import assert from 'node:assert/strict';
import { findFiles } from '../../../src/tools/findFiles';
import type { Bounded, FileQuery, Search } from '../../../src/tools/ports';
import { ToolError } from '../../../src/util/toolError';
import { appDisk, callTool } from '../../support/callTool';

function searching(answer: Bounded<string> | Error) {
  const queries: FileQuery[] = [];
  const search: Partial<Search> = {
    async files(query) {
      queries.push(query);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  return { host: { search: search as Search }, queries };
}
const disk = appDisk(['src/a.ts', '.env'], {
  whyHidden: async (_root, relative) => (relative === '.env' ? 'it may hold secrets' : undefined),
});

describe('find_files', () => {
  it('names what is found, the newest first unless it is said otherwise', async () => {
    const { host, queries } = searching({ items: ['src/b.ts', 'src/a.ts'], cut: false });
    const { text, summary, title } = await callTool(findFiles, { glob: '*.ts' }, host, disk);
    assert.equal(text, 'src/b.ts\nsrc/a.ts');
    assert.equal(summary, '2 files');
    assert.equal(title, 'Find *.ts');
    assert.deepEqual(queries, [{ glob: '*.ts', below: undefined, order: 'newest', most: 100 }]);
  });

  it('looks in one folder, for so many', async () => {
    const { host, queries } = searching({ items: ['src/a.ts'], cut: true });
    const given = { glob: '*.ts', path: 'src', order: 'path', limit: 1 };
    const { text, summary, title } = await callTool(findFiles, given, host, disk);
    assert.equal(text, 'src/a.ts\n… There are more than 1. Narrow the glob, or raise limit.');
    assert.equal(summary, '1 file, and more');
    assert.equal(title, 'Find *.ts in src');
    assert.deepEqual(
      queries.map(({ below, order, most }) => [below?.relative, order, most]),
      [['src', 'path', 1]],
    );
  });

  it('says that nothing is found, and why that may be', async () => {
    const { host } = searching({ items: [], cut: false });
    const { text, summary } = await callTool(findFiles, { glob: '*.x' }, host, disk);
    assert.match(text, /^No file matches \*\.x\. What Git ignores/);
    assert.equal(summary, 'no files');
  });

  it('refuses a folder that the guard does not let pass, and wrong arguments', async () => {
    const { host } = searching({ items: [], cut: false });
    for (const path of ['../other', '/etc', '.env'])
      assert.equal((await callTool(findFiles, { glob: '*', path }, host, disk)).outcome, 'refused', path);
    for (const given of [{}, { glob: '' }, { glob: '*', limit: 0 }, { glob: '*', limit: 5000 }])
      assert.match((await callTool(findFiles, given, host, disk)).text, /^Invalid arguments/);
  });

  it('passes on what is wrong with a glob', async () => {
    const { host } = searching(new ToolError('The glob "../x" cannot be used: it leaves the folder.'));
    const { outcome, text } = await callTool(findFiles, { glob: '../x' }, host, disk);
    assert.deepEqual([outcome, text], ['failed', 'The glob "../x" cannot be used: it leaves the folder.']);
  });

  it('writes out what would look like another line', async () => {
    const { host } = searching({ items: ['a\nb\u202etxt.exe'], cut: false });
    assert.equal((await callTool(findFiles, { glob: '*' }, host, disk)).text, 'a⟨U+000A⟩b⟨U+202E⟩txt.exe');
  });
});
