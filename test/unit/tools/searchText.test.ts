import assert from 'node:assert/strict';
import type { Bounded, Search, TextMatch, TextQuery } from '../../../src/tools/ports';
import { searchText } from '../../../src/tools/searchText';
import { ToolError } from '../../../src/util/toolError';
import { appDisk, callTool } from '../../support/callTool';

function searching(answer: Bounded<TextMatch> | Error) {
  const queries: TextQuery[] = [];
  const search: Partial<Search> = {
    async text(query) {
      queries.push(query);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  return { host: { search: search as Search }, queries };
}
const line = (file: string, number: number, text: string, isMatch = true): TextMatch => ({
  file,
  line: number,
  text,
  isMatch,
});
const disk = appDisk(['src/a.ts']);

describe('search_text', () => {
  it('shows the lines of each file with their numbers', async () => {
    const { host, queries } = searching({
      items: [
        line('src/a.ts', 3, 'const total = 1;'),
        line('src/a.ts', 9, 'total += 1;'),
        line('b.md', 1, 'total'),
      ],
      cut: false,
    });
    const { text, summary, title } = await callTool(searchText, { pattern: 'total' }, host, disk);
    assert.equal(text, 'src/a.ts\n3: const total = 1;\n9: total += 1;\nb.md\n1: total');
    assert.equal(summary, '3 lines in 2 files');
    assert.equal(title, 'Search for total');
    assert.deepEqual(queries, [
      {
        pattern: 'total',
        isRegex: true,
        caseSensitive: false,
        wholeWords: false,
        include: [],
        exclude: [],
        below: undefined,
        context: 0,
        most: 100,
      },
    ]);
  });

  it('passes on how it is to be searched', async () => {
    const { host, queries } = searching({ items: [], cut: false });
    const how = { pattern: '-v', caseSensitive: true, wholeWords: true, context: 2 };
    const where = { include: ['*.ts'], exclude: ['*.test.ts'] };
    const given = { ...how, ...where, literal: true, path: 'src', limit: 7 };
    const { title } = await callTool(searchText, given, host, disk);
    assert.equal(title, 'Search for -v in src');
    const [{ below, ...rest }] = queries as [TextQuery];
    assert.equal(below?.relative, 'src');
    assert.deepEqual(rest, { ...how, ...where, isRegex: false, most: 7 });
  });

  it('sets context apart from matches, and pieces from each other', async () => {
    const { host } = searching({
      items: ['x', 'match', 'y', 'z', 'match'].map((text, at) =>
        line('a', at < 3 ? at + 1 : at + 6, text, text === 'match'),
      ),
      cut: false,
    });
    const { text } = await callTool(searchText, { pattern: 'match', context: 1 }, host, disk);
    assert.equal(text, 'a\n1- x\n2: match\n3- y\n--\n9- z\n10: match');
  });

  it('says that there is more, and that nothing is found', async () => {
    const more = searching({ items: [line('a', 1, 'x')], cut: true });
    const { text, summary } = await callTool(searchText, { pattern: 'x' }, more.host, disk);
    assert.match(text, /\n… There are more\. Narrow the pattern, path or include, or raise limit\.$/);
    assert.equal(summary, '1 line in 1 file, and more');
    const none = searching({ items: [], cut: false });
    assert.match((await callTool(searchText, { pattern: 'x' }, none.host, disk)).text, /^Nothing was found/);
  });

  it('shows no more than fits', async () => {
    const many = Array.from({ length: 500 }, (_line, at) => line('a', at + 1, 'x'.repeat(400)));
    const { host } = searching({ items: many, cut: false });
    const { text } = await callTool(searchText, { pattern: 'x', limit: 500 }, host, disk);
    assert.ok(text.length < 51_000);
    assert.match(text, /\n… There are more\. Narrow the pattern, path or include\.$/);
  });

  it('passes on what is wrong with a pattern, and refuses what cannot be one', async () => {
    const { host } = searching(new ToolError('regex parse error: unclosed group'));
    const failed = await callTool(searchText, { pattern: '(' }, host, disk);
    assert.deepEqual([failed.outcome, failed.text], ['failed', 'regex parse error: unclosed group']);
    assert.match((await callTool(searchText, { pattern: 'a\0b' }, host, disk)).text, /NUL character/);
    assert.match((await callTool(searchText, { pattern: '' }, host, disk)).text, /^Invalid arguments/);
    assert.equal((await callTool(searchText, { pattern: 'x', path: '..' }, host, disk)).outcome, 'refused');
  });
});
