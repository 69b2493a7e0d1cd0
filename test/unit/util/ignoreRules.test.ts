import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import {
  noRules,
  verdictOf,
  whySecret,
  withIgnoreFile,
  type FolderRules,
  type IgnoreFileName,
} from '../../../src/util/ignoreRules';

/** The rules for what stands in a folder, from the texts of the ignore files above it. */
function rulesOf(files: Readonly<Record<string, string>>, folder: string): FolderRules {
  const above = folder.split('/').map((_name, at, all) => all.slice(0, at + 1).join('/'));
  return ['', ...(folder === '' ? [] : above)].reduce(
    (rules, each) =>
      (['.gitignore', '.geminiignore', '.aiexclude'] as const).reduce((before, name: IgnoreFileName) => {
        const text = files[each === '' ? name : `${each}/${name}`];
        return text === undefined ? before : withIgnoreFile(before, each, { name, text });
      }, rules),
    noRules,
  );
}
function verdict(files: Readonly<Record<string, string>>, file: string) {
  const trimmed = file.replace(/\/$/, '');
  return verdictOf(file, rulesOf(files, trimmed.slice(0, Math.max(0, trimmed.lastIndexOf('/')))));
}

describe('ignoreRules', () => {
  it('says which file leaves a path out, and by which line', () => {
    const files = { '.gitignore': 'dist/\n', 'src/.geminiignore': '*.csv\n', '.aiexclude': '/legal' };
    assert.deepEqual(verdict(files, 'src/cart.ts'), { kind: 'open' });
    assert.deepEqual(verdict(files, 'dist/cart.js'), {
      kind: 'unlisted',
      reason: '.gitignore leaves it out (dist/)',
    });
    assert.deepEqual(verdict(files, 'src/data/prices.csv'), {
      kind: 'excluded',
      reason: 'src/.geminiignore leaves it out (*.csv)',
    });
    assert.deepEqual(verdict(files, 'legal/contract.txt'), {
      kind: 'excluded',
      reason: '.aiexclude leaves it out (/legal)',
    });
    assert.deepEqual(verdict(files, 'prices.csv'), { kind: 'open' });
  });

  it('lets nothing take back what holds secrets, and what is excluded by a second file', () => {
    const files = { '.geminiignore': '!.env\n!notes.txt', '.aiexclude': 'notes.txt', '.gitignore': '!.env' };
    assert.equal(verdict(files, '.env').kind, 'secret');
    assert.equal(verdict(files, 'notes.txt').kind, 'excluded');
  });

  it('knows files of secrets by their names, wherever they are and however they are written', () => {
    for (const name of [
      '.env',
      '.env.local',
      'packages/shop/.ENV',
      'deploy/server.pem',
      'id_rsa',
      '/home/someone/.ssh/config',
      '/c:/Users/someone/.aws/credentials',
      'C:\\keys\\signing.p12',
      '.npmrc',
      '.env.',
      '.env::$DATA',
      'infra/prod.tfvars',
    ])
      assert.ok(whySecret(name) !== undefined, name);
    for (const name of ['src/env.ts', 'id_rsa.pub', 'keyboard.ts', 'docs/environment.md', 'package.json', ''])
      assert.equal(whySecret(name), undefined, name);
  });

  it('reads files with a byte order mark, with returns, with comments and empty lines', () => {
    const files = { '.geminiignore': '\uFEFF# private\r\n\r\nprivate/\r\n\\#draft\r\n' };
    assert.equal(verdict(files, 'private/a').kind, 'excluded');
    assert.equal(verdict(files, '#draft').kind, 'excluded');
    assert.equal(verdict(files, 'public/a').kind, 'open');
  });

  it('takes any text for rules, and any text for a path', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (text, folder, file) => {
        verdictOf(file, withIgnoreFile(noRules, folder, { name: '.geminiignore', text }));
      }),
    );
  });

  it('agrees with Git, nested files and exceptions included', function () {
    this.timeout(60_000);
    const folder = mkdtempSync(path.join(tmpdir(), 'ignore-'));
    try {
      const files = {
        '.gitignore': '*.log\n!keep.log\nbuild\n/top.txt\nlogs\nout/**/tmp\n/a/*\n!/a/b\n**/gen\nsp ace/\n',
        'src/.gitignore': '!*.log\nlocal.txt\n/only.txt\nsub/deep.txt\n!build\n',
        'x/.gitignore': '!logs\n',
        'a/b/.gitignore': '*.md\n!readme.md\n',
        'we[i]rd/.gitignore': '*.tmp\n/here\n',
      };
      const paths = [
        'a.log keep.log src/a.log src/sub/a.log build/a src/build/a top.txt src/top.txt src/local.txt',
        'src/sub/local.txt local.txt src/only.txt src/sub/only.txt src/sub/deep.txt src/sub/sub/deep.txt',
        'logs/a x/logs/a x/logs/a.log y/logs/a out/tmp/a out/1/2/tmp/a a/c a/b/c a/b/x.md a/b/readme.md',
        'a/b/d/readme.md gen/a p/q/gen/a we[i]rd/a.tmp we[i]rd/here we[i]rd/sub/here weird/a.tmp',
      ]
        .flatMap((line) => line.split(' '))
        .concat('sp ace/a');
      execFileSync('git', ['init', '--quiet'], { cwd: folder });
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
        writeFileSync(path.join(folder, name), text);
      }
      const printed = gitIgnored(folder, paths);
      const ours = paths.filter((each) => verdict(files, each).kind === 'unlisted');
      assert.deepEqual(ours, printed);
      assert.ok(printed.length > 10);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

function gitIgnored(folder: string, paths: readonly string[]): readonly string[] {
  return execFileSync('git', ['check-ignore', '--no-index', '--stdin', '-z'], {
    cwd: folder,
    input: paths.join('\0'),
    encoding: 'utf8',
  })
    .split('\0')
    .filter(Boolean);
}
