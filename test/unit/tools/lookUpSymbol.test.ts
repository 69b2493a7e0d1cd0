import assert from 'node:assert/strict';
import type { JsonObject } from '../../../src/api/types';
import type { CodeLocation, Languages, SymbolFindings, SymbolUse } from '../../../src/tools/codePorts';
import { lookUpSymbol } from '../../../src/tools/lookUpSymbol';
import { checkTool, runChecked } from '../../support/checkTool';
import { diskPorts } from '../../support/fakeDisk';

const disk = diskPorts([{ name: 'shop', path: '/ws' }], { files: new Set(['/ws/a.ts']), links: new Map() });

describe('look_up_symbol', () => {
  const asked: (readonly [what: string, use: SymbolUse])[] = [];
  const look = async (given: JsonObject, found: Partial<SymbolFindings> = {}, text = '') => {
    const languages = {
      look: async (what: string, use: SymbolUse) => {
        asked.push([what, use]);
        return { items: [], outside: [], hidden: 0, at: 7, ...found };
      },
      hover: async () => ({ at: 7, text }),
    } as unknown as Languages;
    const call = { symbol: 'total', path: 'a.ts', ...given };
    return runChecked(await checkTool(lookUpSymbol, call, { host: { languages }, disk }));
  };
  const places = (number: number): readonly CodeLocation[] =>
    Array.from({ length: number }, (_each, at) => ({ file: 'b.ts', line: at + 1, text: 'total();' }));

  it('tells each place with its line, and what is left out', async () => {
    const { text, summary } = await look(
      { what: 'references', line: 8 },
      { items: places(2), outside: ['lib.d.ts'], hidden: 1, note: 'It has just started.' },
    );
    assert.equal(
      text,
      [
        'The references of total (a.ts:7):',
        'b.ts:1: total();',
        'b.ts:2: total();',
        'Also in files that are not of the workspace, which are not read: lib.d.ts.',
        '1 more in files that may not be shown.',
        'It has just started.',
      ].join('\n'),
    );
    assert.equal(summary, '2 references');
    const [what, use] = asked.at(-1) ?? [];
    assert.deepEqual([what, use?.place.name, use?.symbol, use?.line], ['references', 'a.ts', 'total', 8]);
  });

  it('asks for the type by the name that the editor has for it', async () => {
    const { text, summary } = await look({ what: 'type_definition' });
    assert.equal(asked.at(-1)?.[0], 'typeDefinition');
    assert.equal(text, 'No type definitions of total (a.ts:7) in the workspace.');
    assert.equal(summary, 'no type definitions');
  });

  it('tells a hundred places at most, and where the others are', async () => {
    const lines = (await look({ what: 'references' }, { items: places(160) })).text.split('\n');
    assert.equal(lines.length, 102);
    assert.equal(lines.at(-1), '… 60 more, in b.ts (60). Search the text of these files.');
  });

  it('tells the signature, cut where it is long', async () => {
    assert.match(
      (await look({ what: 'hover' }, {}, 'total(): number')).text,
      /^total \(a\.ts:7\):\ntotal\(\): number$/,
    );
    assert.match((await look({ what: 'hover' }, {}, 'x'.repeat(7000))).text, /… cut: 1000 more characters$/);
    assert.match((await look({ what: 'hover' })).text, /Nothing is known of total/);
  });

  it('refuses what it cannot ask for', async () => {
    for (const given of [{ what: 'rename' }, { what: 'hover', symbol: '' }, { what: 'hover', line: 0 }])
      assert.match((await look(given)).text, /Invalid arguments/);
    assert.equal((await look({ what: 'hover', path: '/etc/passwd' })).outcome, 'refused');
  });
});
