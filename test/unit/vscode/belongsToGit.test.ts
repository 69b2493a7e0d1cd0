import assert from 'node:assert/strict';
import { belongsToGit } from '../../../src/vscode/tools/belongsToGit';

describe('belongsToGit', () => {
  const kept =
    '.git, .git/config, packages/a/.git/HEAD, .GIT/config, .git./config, .git /config, git~1/config, .git::$INDEX_ALLOCATION/config, ．git/config';
  for (const name of kept.split(', ')) it(`is true of ${name}`, () => assert.equal(belongsToGit(name), true));
  for (const name of ['.gitignore', '.github/workflows/ci.yml', 'git/a.ts', 'src/.gitkeep', 'a.git/b', ''])
    it(`is false of ${name || 'the folder itself'}`, () => assert.equal(belongsToGit(name), false));
});
