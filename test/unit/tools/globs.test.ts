import assert from 'node:assert/strict';
import { escapedGlob, folderOfGlobs, plainGlob, takesAllOf, withContents } from '../../../src/tools/globs';
import type { Root } from '../../../src/tools/paths';

const app: Root = { name: 'app', path: '/ws/app' };
const api: Root = { name: 'api', path: '/ws/api' };
const glob = (given: string, below = '', roots: readonly Root[] = [app]) =>
  plainGlob(given, roots, 'posix', below);

describe('globs', () => {
  it('are made relative to the workspace folder', () => {
    for (const [given, made] of [
      ['*.ts', '**/*.ts'],
      ['cart.ts', '**/cart.ts'],
      ['src/*.ts', 'src/*.ts'],
      ['./src/*.ts', 'src/*.ts'],
      ['/src/*.ts', 'src/*.ts'],
      ['src/', 'src/**'],
      ['**/*.ts', '**/*.ts'],
      ['-rf', '**/-rf'],
      ['etc/../**', undefined],
      ['../**', undefined],
      ['src/../../x', undefined],
      ['', undefined],
      ['./', undefined],
      ['!*.ts', undefined],
      ['a\nb', undefined],
      ['C:/Windows/**', undefined],
    ] as const) {
      if (made === undefined) assert.throws(() => glob(given), /cannot be used/, given);
      else assert.deepEqual(glob(given), { glob: made }, given);
    }
  });

  it('take an absolute one for what it means, and keep any other in the folder', () => {
    assert.deepEqual(glob('/ws/app/src/**/*.ts'), { root: app, glob: 'src/**/*.ts' });
    assert.deepEqual(glob('/ws/app'), { root: app, glob: '**' });
    assert.deepEqual(glob('/etc/**'), { glob: 'etc/**' });
    assert.throws(() => glob('/ws/app/../api/*'), /cannot be used: it leaves the folder/);
  });

  it('are relative to the folder that is searched, whatever its name', () => {
    assert.deepEqual(glob('*.ts', 'src'), { glob: 'src/**/*.ts' });
    assert.deepEqual(glob('a/*.ts', 'we[i]rd {x}*'), { glob: 'we[[]i[]]rd [{]x[}][*]/a/*.ts' });
    assert.equal(escapedGlob('a?'), 'a[?]');
  });

  it('may begin with the name of one of several folders', () => {
    assert.deepEqual(glob('api/src/*.ts', '', [app, api]), { root: api, glob: 'src/*.ts' });
    assert.deepEqual(glob('api/*.ts', '', [app]), { glob: 'api/*.ts' });
    assert.deepEqual(glob('*.ts', '', [app, api]), { glob: '**/*.ts' });
  });

  it('take a backslash for a slash on Windows only', () => {
    const root: Root = { name: 'app', path: 'C:\\ws' };
    assert.deepEqual(plainGlob('src\\*.ts', [root], 'win32'), { glob: 'src/*.ts' });
    assert.deepEqual(plainGlob('c:\\WS\\src\\*.ts', [root], 'win32'), { root, glob: 'src/*.ts' });
    assert.throws(() => plainGlob('src\\..\\..\\x', [root], 'win32'), /leaves the folder/);
  });

  it('tell the folder that they keep to', () => {
    for (const [given, folder] of [
      [['src/web/**/*.ts'], 'src/web'],
      [['src/web/*.ts', 'src/api/*.ts'], 'src'],
      [['src/web', 'src/web/**'], 'src'],
      [['src/*.ts', '**/*.md'], ''],
      [['s{r,c}c/a.ts'], ''],
      [['src/a[1]/b/c'], 'src'],
      [['a.ts'], ''],
      [[], ''],
    ] as const)
      assert.equal(folderOfGlobs(given), folder, given.join());
  });

  it('tell whether they take all of a folder', () => {
    assert.ok(takesAllOf('**', '') && takesAllOf('src/**/*', 'src'));
    assert.ok(!takesAllOf('src/**', '') && !takesAllOf('**/*.ts', ''));
  });

  it('take what is in the folders they name', () => {
    assert.deepEqual(withContents(['src', '**/*.ts']), ['src', 'src/**', '**/*.ts']);
  });
});
