import assert from 'node:assert/strict';
import type { Editors, EditorSelection, OpenEditor } from '../../../src/tools/codePorts';
import { getEditors } from '../../../src/tools/getEditors';
import { checkTool, runChecked } from '../../support/checkTool';
import { diskPorts } from '../../support/fakeDisk';

const disk = diskPorts([{ name: 'shop', path: '/ws' }], { files: new Set(['/ws/a.ts']), links: new Map() });
const quiet = { isActive: false, isVisible: false, isUnsaved: false };

describe('get_editors', () => {
  const get = async (open: readonly OpenEditor[], selected: readonly EditorSelection[] = [], hidden = 0) => {
    const editors: Editors = {
      open: async () => ({ editors: open, hidden }),
      selections: async () => selected,
    };
    return runChecked(await checkTool(getEditors, {}, { host: { editors }, disk }));
  };

  it('names what is open, and shows what is selected', async () => {
    const { text, summary } = await get(
      [
        { file: 'a.ts', isActive: true, isVisible: true, isUnsaved: true },
        { file: 'b.ts', ...quiet, isVisible: true },
        { file: 'c.ts', ...quiet },
      ],
      [{ file: 'a.ts', firstLine: 2, lastLine: 3, text: 'two\nthree' }],
      1,
    );
    assert.equal(
      text,
      [
        'Open:',
        'a.ts (active, unsaved)',
        'b.ts (visible)',
        'c.ts',
        '1 more editor with what may not be shown.',
        'Selected in a.ts, lines 2-3:',
        'two',
        'three',
      ].join('\n'),
    );
    assert.equal(summary, '3 editors');
  });

  it('says where the cursor is, and that nothing is open', async () => {
    const { text } = await get(
      [{ file: 'a.ts', ...quiet }],
      [{ file: 'a.ts', firstLine: 2, lastLine: 2, text: '' }],
    );
    assert.match(text, /The cursor is in a\.ts, line 2\. Nothing is selected\.$/);
    assert.equal((await get([])).text, 'No file of the workspace is open.');
  });

  it('cuts a long selection', async () => {
    const long = { file: 'a.ts', firstLine: 1, lastLine: 1, text: 'x'.repeat(25_000) };
    assert.match((await get([], [long])).text, /line 1:\nx{20000}\n… cut: 5000 more characters/);
  });
});
