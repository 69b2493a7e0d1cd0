import { readFile, writeFile } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import path from 'node:path';
import { silentLogger } from '../../../src/util/log';
import { readJournal } from '../../../src/vscode/readJournal';
import { temporaryFolder } from '../../host/temporaryFolder';
import { longJournal } from '../content/longJournal';
import type { Finding, Measurement } from '../report/finding';
import { interleave } from '../report/interleave';
import { medianOf, medianRatio } from '../report/statistics';
import { rounded } from '../report/table';

const turns = 5000;
const rounds = 7;

/** How long a long chat takes to be read from the disk, and for how long nobody else has their turn meanwhile. */
export const journalReading: Measurement = {
  name: 'reading',
  about: `reading the journal of ${turns.toLocaleString('en-US')} turns of 4 KB`,
  run: measure,
};

interface Reading {
  readonly time: number;
  /** Milliseconds. */
  readonly longestPause: number;
}

async function measure(): Promise<readonly Finding[]> {
  const file = path.join(temporaryFolder('journal'), 'c1.jsonl');
  const text = longJournal('c1', turns);
  await writeFile(file, text);
  const megabytes = rounded(Buffer.byteLength(text) / 1024 / 1024);
  const results = await interleave(
    {
      own: () =>
        timed(async () => {
          const conversation = await readJournal(file, 'c1', silentLogger);
          if (conversation?.turns.length !== turns) throw new Error('The journal was not read whole.');
        }),
      bare: () => timed(async () => (await readFile(file, 'utf8')).split('\n')),
    },
    { rounds },
  );
  const time = ({ time: each }: Reading): number => each;
  const pause = medianOf(results, 'own', ({ longestPause }) => longestPause);
  return [
    {
      what: `a journal of ${turns.toLocaleString('en-US')} turns, read and folded, against its text cut into lines`,
      value: medianRatio(results, 'own', 'bare', time),
      unit: '×',
      goal: { atMost: 1 },
      detail:
        `${rounded(medianOf(results, 'own', time))} against ${rounded(medianOf(results, 'bare', time))} ms, ` +
        `${megabytes} MB; the longest pause of the event loop ${rounded(pause)} ms`,
    },
  ];
}

async function timed(act: () => Promise<unknown>): Promise<Reading> {
  const pauses = monitorEventLoopDelay({ resolution: 1 });
  pauses.enable();
  const started = performance.now();
  await act();
  const time = performance.now() - started;
  pauses.disable();
  return { time, longestPause: pauses.max / 1e6 };
}
