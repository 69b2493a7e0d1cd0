import type { ChangeSet } from '../../../src/review/changeSet';
import { decide } from '../../../src/review/decide';
import { proposeFile } from '../../../src/review/proposeFile';
import { sourceLines } from '../content/sourceFile';
import type { Finding } from '../report/finding';
import { rounded } from '../report/table';
import { heapUsed } from './heapUsed';

const fileCount = 1000;
const linesPerFile = 350;

/** What a large change set keeps in memory beside the texts of its files, and how long it takes to make. */
export function changeSetMemory(): readonly Finding[] {
  const lines = sourceLines(linesPerFile);
  const texts = Array.from({ length: fileCount }, (_, file) => ({
    path: `src/file${file}.ts`,
    before: flat([`// ${file}`, ...lines]),
    after: flat([`// ${file}`, ...lines.with(10, 'changed').with(200, 'changed').toSpliced(300, 2)]),
  }));
  const textBytes = texts.reduce((sum, { before, after }) => sum + before.length + after.length, 0);
  const before = heapUsed();
  const started = performance.now();
  let set: ChangeSet = { id: 's', origin: { kind: 'agentRun', jobId: 'j' }, files: [] };
  for (const { path, before, after } of texts) {
    set = proposeFile(set, {
      path,
      before: { kind: 'text', text: before },
      after: { kind: 'text', text: after },
    });
  }
  const milliseconds = performance.now() - started;
  const bytes = heapUsed() - before;
  const hunks = decide(set, {}, 'accepted').files.reduce((sum, file) => sum + file.hunks.length, 0);
  return [
    {
      what: `a change set of ${fileCount.toLocaleString('en')} files, memory beside its texts`,
      value: bytes / 1024 / 1024,
      unit: 'MB',
      detail: `${hunks} hunks; the texts are ${rounded(textBytes / 1024 / 1024)} MB; made in ${rounded(milliseconds)} ms`,
    },
  ];
}

/** Lines as one string that does not remember of what it was made. */
function flat(lines: readonly string[]): string {
  return Buffer.from(`${lines.join('\n')}\n`).toString('latin1');
}
