import assert from 'node:assert/strict';
import type { CodeProblem, Findings, Languages } from '../../../src/tools/codePorts';
import type { Place } from '../../../src/tools/guard';
import { getProblems } from '../../../src/tools/getProblems';
import { checkTool, runChecked } from '../../support/checkTool';
import { diskPorts } from '../../support/fakeDisk';

const disk = diskPorts(
  [{ name: 'shop', path: '/ws' }],
  { files: new Set(['/ws/src/a.ts', '/ws/.env']), links: new Map() },
  { whyHidden: async (_root, relative) => (relative === '.env' ? 'it is secret' : undefined) },
);
const problem = (rest: Partial<CodeProblem>): CodeProblem => ({
  file: 'src/a.ts',
  line: 1,
  severity: 'error',
  message: 'wrong',
  source: '',
  ...rest,
});

describe('get_problems', () => {
  const asked: (Place | undefined)[] = [];
  const get = async (
    items: readonly CodeProblem[],
    given: { readonly path?: string } = {},
    rest: Partial<Findings<CodeProblem>> = {},
  ) => {
    const problems: Languages['problems'] = async (place) => {
      asked.push(place);
      return { items, outside: [], hidden: 0, ...rest };
    };
    const host = { languages: { problems } as unknown as Languages };
    return runChecked(await checkTool(getProblems, { ...given }, { host, disk }));
  };

  it('lists the gravest first, then by file and line', async () => {
    const { text, summary } = await get([
      problem({ severity: 'warning', file: 'a.ts', source: 'eslint no-var' }),
      problem({ file: 'b.ts', line: 3, source: 'ts 2322' }),
      problem({ file: 'b.ts', line: 2 }),
      problem({ severity: 'hint', file: 'a.ts' }),
    ]);
    assert.equal(
      text,
      [
        'b.ts:2: error: wrong',
        'b.ts:3: error: wrong (ts 2322)',
        'a.ts:1: warning: wrong (eslint no-var)',
        'a.ts:1: hint: wrong',
      ].join('\n'),
    );
    assert.equal(summary, '2 errors, 2 other problems');
    assert.equal(asked.at(-1), undefined);
  });

  it('asks for one file, and tells what there is to know beside it', async () => {
    const { text, summary } = await get([], { path: 'src/a.ts' }, { hidden: 2, note: 'It may be early.' });
    assert.equal(text, 'No problem is reported.\n2 more in files that may not be shown.\nIt may be early.');
    assert.equal(summary, 'no problems');
    assert.equal(asked.at(-1)?.name, 'src/a.ts');
  });

  it('tells a hundred at most, and where the others are', async () => {
    const many = Array.from({ length: 130 }, (_each, at) =>
      problem({ file: at < 120 ? 'a.ts' : 'b.ts', line: at, message: 'x'.repeat(3000) }),
    );
    const lines = (await get(many)).text.split('\n');
    assert.equal(lines.length, 101);
    assert.equal(lines.at(-1), '… 30 more, in a.ts (20), b.ts (10). Ask for one file or folder.');
    assert.ok((lines[0] ?? '').length < 600);
  });

  it('is not asked of what may not be read', async () => {
    const before = asked.length;
    assert.equal((await get([], { path: '.env' })).outcome, 'refused');
    assert.equal((await get([], { path: '../x.ts' })).outcome, 'refused');
    assert.equal(asked.length, before);
  });
});
