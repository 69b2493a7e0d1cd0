import { spawn } from 'node:child_process';
import { globSync, realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createAdmission } from '../../../src/tools/admission';
import { createGuard, type GuardPorts } from '../../../src/tools/guard';
import { workspaceTools } from '../../../src/tools/index';
import type { Root } from '../../../src/tools/paths';
import type { TextPattern } from '../../../src/tools/ports';
import { noRules, verdictOf } from '../../../src/util/ignoreRules';
import { readPlace } from '../../../src/vscode/tools/readPlace';
import { realPathOnDisk } from '../../../src/vscode/tools/realPathOnDisk';
import { findRipgrep } from '../../../src/vscode/tools/ripgrep';
import { findFilesIn, findTextIn, type SearchedFolder } from '../../../src/vscode/tools/ripgrepSearch';
import { temporaryFolder } from '../../host/temporaryFolder';
import { vscodeServer, whyNoVscodeServer } from '../../host/vscodeServer';
import { vscodeVersion } from '../../host/vscodeVersion';
import { CannotRun, type Finding, type Measurement } from '../report/finding';
import { interleave } from '../report/interleave';
import { medianOf, medianRatio, type Rounds } from '../report/statistics';
import { rounded } from '../report/table';
import { writeManyFiles } from './manyFiles';

const fileCount = 50_000;
const parallelReads = 100;
const rounds = 9;
const never = new AbortController().signal;

/** What the tools add to ripgrep and to plain reading, and what declaring them costs. */
export const workspaceSearch: Measurement = {
  name: 'workspaceSearch',
  about: `finding text and files among ${fileCount} files, and ${parallelReads} reads at once`,
  run: measure,
};

async function measure(): Promise<readonly Finding[]> {
  const binary = await ripgrepOfVscode();
  const folder = realpathSync(temporaryFolder('search'));
  const { rare, common } = writeManyFiles(folder, fileCount);
  const root: Root = { name: 'many', path: folder };
  const guard = guardOf(root);
  const searched: SearchedFolder = {
    binary,
    folder,
    below: '',
    include: [],
    exclude: [],
    ignoreFiles: [],
    unlisted: false,
    admits: await createAdmission(root, undefined, guard),
  };
  const query = (pattern: string, most: number): TextPattern => ({
    pattern,
    isRegex: true,
    caseSensitive: false,
    wholeWords: false,
    context: 0,
    most,
  });
  const bare = (...args: readonly string[]) => timed(() => runBare(binary, folder, args));
  const ours = (include: readonly string[], order: 'newest' | 'path') =>
    timed(() => findFilesIn({ ...searched, include }, { order, most: 100 }, never));

  const text = await interleave(
    {
      ours: () =>
        timed(
          () => findTextIn(searched, query(rare, 100), never),
          ({ items }) => items.length === 50,
        ),
      bare: () => bare('--ignore-case', '--regexp', rare, '.'),
      bounded: () =>
        timed(
          () => findTextIn(searched, query(common, 100), never),
          ({ cut }) => cut,
        ),
      bareCommon: () => bare('--ignore-case', '--regexp', common, '.'),
    },
    { rounds },
  );
  const files = await interleave(
    {
      newest: () => ours(['**/*.ts'], 'newest'),
      bareNewest: () => bare('--files', '--sortr=modified', '--glob=**/*.ts', '.'),
      path: () => ours(['**/*.ts'], 'path'),
      barePath: () => bare('--files', '--glob=**/*.ts', '.'),
    },
    { rounds },
  );
  const names = globSync('package8/**/*.ts', { cwd: folder }).slice(0, parallelReads);
  if (names.length < parallelReads) throw new Error('There are too few files to read.');
  const reads = await interleave(
    {
      ours: () => timed(() => Promise.all(names.map((name) => readGuarded(name, guard)))),
      plain: () => timed(() => Promise.all(names.map((name) => readFile(path.join(folder, name))))),
    },
    { rounds: 31, warmUp: 5 },
  );
  const declared = workspaceTools
    .filter(({ onByDefault }) => onByDefault)
    .map(({ name, description, parameters }) => ({ type: 'function', name, description, parameters }));
  const characters = JSON.stringify(declared).length;
  return [
    ratio('text that few files have', text, 'ours', 'bare', 1.3),
    ratio('text that most files have, the first 100 lines', text, 'bounded', 'bareCommon', 1.3),
    ratio('the newest 100 files of a glob', files, 'newest', 'bareNewest', 1.3),
    ratio('the first 100 files of a glob by path', files, 'path', 'barePath', 1.3),
    ratio(`${parallelReads} reads at once, checked`, reads, 'ours', 'plain', 2),
    {
      what: 'declarations of the functions that are on by default, sent with each request',
      value: characters / 4,
      unit: 'tokens',
      detail: `${declared.length} functions, ${characters} characters; a token is taken for 4`,
    },
  ];
}

function ratio<K extends string>(
  what: string,
  results: Rounds<K, number>,
  ours: K,
  against: K,
  atMost: number,
): Finding {
  const [own, other] = [ours, against].map((each) => rounded(medianOf(results, each, (time) => time)));
  return {
    what: `${what}, against bare ${atMost === 2 ? 'reading' : 'ripgrep'}`,
    value: medianRatio(results, ours, against, (time) => time),
    unit: '×',
    goal: { atMost },
    detail: `${own} ms against ${other} ms`,
  };
}

async function ripgrepOfVscode(): Promise<string> {
  const why = whyNoVscodeServer();
  if (why !== undefined) throw new CannotRun(why);
  const { entry } = await vscodeServer(vscodeVersion('newest'));
  const binary = findRipgrep(path.join(entry, '../../../lib/vscode'));
  if (binary === undefined) throw new CannotRun('VS Code brings no ripgrep here.');
  return binary;
}

/** The guard as the extension makes it, in a folder without ignore files. */
function guardOf(root: Root): GuardPorts {
  return {
    roots: () => [root],
    style: process.platform === 'win32' ? 'win32' : 'posix',
    realPath: realPathOnDisk,
    async whyHidden(_root, relative) {
      const verdict = verdictOf(relative, noRules);
      return verdict.kind === 'secret' || verdict.kind === 'excluded' ? verdict.reason : undefined;
    },
    isUnlisted: async (_root, relative) => verdictOf(relative, noRules).kind === 'unlisted',
    isReadonly: () => false,
  };
}

async function readGuarded(name: string, guard: GuardPorts): Promise<Uint8Array> {
  return readPlace(await createGuard(guard).pass(name, 'read'), guard, 20_000_000);
}

async function timed<T>(
  work: () => Promise<T>,
  isRight: (result: T) => boolean = () => true,
): Promise<number> {
  const started = performance.now();
  const result = await work();
  const time = performance.now() - started;
  if (!isRight(result)) throw new Error('The search did not find what is there.');
  return time;
}

/** Ripgrep alone, its output read and thrown away. */
function runBare(binary: string, folder: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
    child.stdout.resume();
    child.once('error', reject);
    child.once('close', () => resolve());
  });
}
