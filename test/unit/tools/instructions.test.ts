import assert from 'node:assert/strict';
import {
  findInstructions,
  instructionLimit,
  instructionText,
  type ReadInstruction,
} from '../../../src/tools/instructions';
import type { Root } from '../../../src/tools/paths';
import { diskPorts } from '../../support/fakeDisk';

const roots: readonly Root[] = [
  { name: 'app', path: '/ws/app' },
  { name: 'lib', path: '/ws/lib' },
];
const names = ['GEMINI.md', 'AGENTS.md'];

async function find(
  texts: Readonly<Record<string, string>>,
  relative?: string,
  links: Readonly<Record<string, string>> = {},
): Promise<{ readonly found: readonly ReadInstruction[]; readonly refused: readonly string[] }> {
  const refused: string[] = [];
  const files = new Set([...Object.keys(texts), '/ws/app/x', '/ws/lib/x', '/ws/app/a/b/c.ts']);
  const found = await findInstructions(
    names,
    relative === undefined ? undefined : { root: '/ws/app', relative },
    {
      guard: diskPorts(roots, { files, links: new Map(Object.entries(links)) }),
      read: async ({ real }) => texts[real],
      onRefused: (name) => refused.push(name),
    },
  );
  return { found, refused };
}
const namesOf = (found: readonly ReadInstruction[]): readonly string[] =>
  found.map(({ place }) => place.name);

describe('findInstructions', () => {
  const texts = {
    '/ws/app/AGENTS.md': 'of the app',
    '/ws/app/a/b/AGENTS.md': 'of b',
    '/ws/app/a/GEMINI.md': 'of a',
    '/ws/lib/AGENTS.md': 'of the lib',
    '/ws/app/other/AGENTS.md': 'of another folder',
  };

  it('takes the nearest first, then those of the other folders', async () => {
    const { found } = await find(texts, 'a/b/c.ts');
    assert.deepEqual(namesOf(found), [
      'app/a/b/AGENTS.md',
      'app/a/GEMINI.md',
      'app/AGENTS.md',
      'lib/AGENTS.md',
    ]);
  });

  it('takes those of the workspace folders when no file is open', async () => {
    assert.deepEqual(namesOf((await find(texts)).found), ['app/AGENTS.md', 'lib/AGENTS.md']);
  });

  it('follows no link out of the workspace, and sends a file once', async () => {
    const { found, refused } = await find({ ...texts, '/home/me/.ssh/id_rsa': 'KEY' }, 'a/b/c.ts', {
      '/ws/app/a/AGENTS.md': '/home/me/.ssh/id_rsa',
      '/ws/app/GEMINI.md': '/ws/app/AGENTS.md',
    });
    assert.equal(JSON.stringify(found).includes('KEY'), false);
    assert.deepEqual(refused, ['/ws/app/a/AGENTS.md']);
    assert.equal(found.filter(({ text }) => text === 'of the app').length, 1);
  });

  it('leaves out what is empty, writes hidden characters out, and stops at the limit', async () => {
    const { found } = await find({
      '/ws/app/AGENTS.md': `\uFEFFbe\u{E0041} kind ${'x'.repeat(instructionLimit)}`,
      '/ws/app/GEMINI.md': ' \n',
      '/ws/lib/AGENTS.md': 'too late',
    });
    assert.deepEqual(namesOf(found), ['app/AGENTS.md']);
    assert.match(found[0]?.text ?? '', /^be⟨U\+E0041⟩ kind/);
    assert.match(found[0]?.text ?? '', /cut here\.$/);
  });

  it('says which file says what', async () => {
    const { found } = await find({ '/ws/app/AGENTS.md': 'Use tabs.' });
    assert.match(
      instructionText(found),
      /<instructions file="app\/AGENTS.md">\nUse tabs\.\n<\/instructions>/,
    );
    assert.equal(instructionText([]), '');
  });
});
