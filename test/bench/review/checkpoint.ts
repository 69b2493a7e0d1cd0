import { mkdirSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { lstat, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { planRestore } from '../../../src/review/planRestore';
import { createGuard, type Place } from '../../../src/tools/guard';
import { silentLogger } from '../../../src/util/log';
import { type Checkpoints, createCheckpoints } from '../../../src/vscode/checkpoints/checkpoints';
import { realPathOnDisk } from '../../../src/vscode/tools/realPathOnDisk';
import { temporaryFolder } from '../../host/temporaryFolder';
import { sourceLines } from '../content/sourceFile';
import type { Finding, Measurement } from '../report/finding';
import { interleave } from '../report/interleave';
import { medianOf, medianRatio } from '../report/statistics';
import { rounded } from '../report/table';
import { writeManyFiles } from '../workspace/manyFiles';
import { heapUsed } from './heapUsed';

const few = 100;
const many = 50_000;
const changedFiles = 3;
const largeChange = 1000;

/** Keeping what was in files before a turn changes them: what it costs must not depend on the workspace. */
export const checkpoint: Measurement = {
  name: 'checkpoint',
  about: `keeping ${changedFiles} files that a turn changes, among ${few} files and among ${many.toLocaleString('en')}`,
  run: async () => [...(await workspaceSize()), ...(await memory())],
};

async function workspaceSize(): Promise<readonly Finding[]> {
  const workspaces = await Promise.all([few, many].map(changingWorkspace));
  const [small, large] = workspaces;
  if (small === undefined || large === undefined) throw new Error('There are no workspaces.');
  const rounds = await interleave(
    { small: small.kept, large: large.kept, smallPlain: small.plain, largePlain: large.plain },
    { rounds: 41, warmUp: 5 },
  );
  const time = (name: keyof (typeof rounds)[number]): string =>
    `${rounded(medianOf(rounds, name, (each) => each))} ms`;
  return [
    {
      what: `a checkpoint of ${changedFiles} files among ${many.toLocaleString('en')} files against one among ${few}`,
      value: medianRatio(rounds, 'large', 'small', (each) => each),
      unit: '×',
      goal: { atMost: 1.2 },
      detail: `${time('large')} against ${time('small')}; the writing alone ${time('largePlain')} and ${time('smallPlain')}`,
    },
  ];
}

/** A workspace of so many files, of which three are changed again and again: with a checkpoint, and without. */
async function changingWorkspace(count: number) {
  const folder = realpathSync(temporaryFolder(`checkpoint${count}`));
  writeManyFiles(folder, count);
  const pass = passIn(folder);
  const places: Place[] = [];
  for (let at = 0; at < changedFiles; at += 1)
    places.push(await pass(`package${at}/folder0/file${at}.${at % 2 === 0 ? 'ts' : 'md'}`));
  const checkpoints = checkpointsIn(temporaryFolder(`kept${count}`));
  let turns = 0;
  const change = (place: Place): Promise<void> =>
    writeFile(place.real, `${turns} ${place.relative}\n${'a line of a file\n'.repeat(200)}`);
  return {
    kept: async (): Promise<number> => {
      turns += 1;
      const turn = { chatId: `chat${turns}`, turnId: 'turn' };
      const started = performance.now();
      for (const place of places)
        await checkpoints.record(turn, { kind: 'edit', place }, () => change(place));
      const time = performance.now() - started;
      const { touches } = await checkpoints.files.load(turn.chatId);
      if (touches.length !== places.length) throw new Error('Not every change was kept.');
      return time;
    },
    plain: async (): Promise<number> => {
      turns += 1;
      const started = performance.now();
      for (const place of places) await change(place);
      return performance.now() - started;
    },
  };
}

/** What a turn takes that deletes a folder of a thousand files, while they are kept and while they are put back. */
async function memory(): Promise<readonly Finding[]> {
  const folder = realpathSync(temporaryFolder('largeChange'));
  const lines = sourceLines(350);
  mkdirSync(path.join(folder, 'gone'));
  for (let at = 0; at < largeChange; at += 1)
    writeFileSync(path.join(folder, 'gone', `file${at}.ts`), `// ${at}\n${lines.join('\n')}\n`);
  const place = await passIn(folder)('gone');
  const textBytes = largeChange * statSync(path.join(folder, 'gone/file0.ts')).size;
  const storage = temporaryFolder('keptOfLargeChange');
  const before = heapUsed();
  let most = 0;
  const checkpoints = checkpointsIn(storage, () => {
    const { heapUsed: heap, external } = process.memoryUsage();
    most = Math.max(most, heap + external);
  });
  const externalBefore = process.memoryUsage().external;
  const turn = { chatId: 'chat', turnId: 'turn' };
  const started = performance.now();
  await checkpoints.record(turn, { kind: 'delete', place }, () => rm(place.real, { recursive: true }));
  const milliseconds = performance.now() - started;

  const index = await checkpoints.files.load('chat');
  const plan = planRestore(index, new Set(['turn']), () => undefined);
  const bytes = heapUsed() - before;
  const content = await checkpoints.images.get(plan.steps[0]?.hash ?? '');
  if (plan.steps.length !== largeChange || content === undefined) throw new Error('Not every file was kept.');
  const size = index.touches.reduce((sum, touch) => sum + touch.size, 0);
  const megabytes = (value: number): string => `${rounded(value / 1024 / 1024)} MB`;
  return [
    {
      what: `a turn that deletes ${largeChange.toLocaleString('en')} files, memory of its checkpoint and of the plan to go back`,
      value: bytes / 1024 / 1024,
      unit: 'MB',
      detail: `at most ${megabytes(most - before - externalBefore)} in use while they are kept, garbage included; the files are ${megabytes(textBytes)}, kept in ${megabytes(size)}, in ${rounded(milliseconds)} ms`,
    },
  ];
}

/** The way to files of a folder, as the extension makes it, without ignore files. */
function passIn(folder: string): (name: string) => Promise<Place> {
  const guard = createGuard({
    roots: () => [{ name: 'workspace', path: folder }],
    style: process.platform === 'win32' ? 'win32' : 'posix',
    realPath: realPathOnDisk,
    whyHidden: async () => undefined,
    isUnlisted: async () => false,
    isReadonly: () => false,
  });
  return (name) => guard.pass(name, 'write');
}

/** Checkpoints of files that are in no editor. */
function checkpointsIn(folder: string, onFile = (): void => {}): Checkpoints {
  return createCheckpoints(folder, {
    async contentNow({ real }) {
      onFile();
      const facts = await lstat(real).catch(() => undefined);
      return facts === undefined
        ? { kind: 'nothing' }
        : { kind: 'disk', path: real, size: facts.size, mode: facts.mode & 0o777 };
    },
    uriIn: (root, relative) => `file://${root.path}/${relative}`,
    isOnDisk: () => true,
    log: silentLogger,
  });
}
