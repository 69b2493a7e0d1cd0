import { openPanel } from '../../ui/panelHarness/openPanel';
import { buildExtension } from '../bundle/buildExtension';
import { markdownAnswer } from '../content/markdownAnswer';
import type { Finding, Measurement } from '../report/finding';
import { interleave } from '../report/interleave';
import { medianOf, medianRatio } from '../report/statistics';
import { rounded } from '../report/table';
import { buildPlainPanel } from './buildPlainPanel';
import { type MainThread, traceMainThread } from './mainThread';
import { loadMessages, playMessages } from './playMessages';
import { frameMs, streamMessages } from './streamMessages';
import { type BenchBrowser, withBrowser } from './withBrowser';

const deltasPerSecond = 1000;
const rounds = 3;

/** What a streaming answer costs the panel, against plain text and against an answer of another length. */
export const streaming: Measurement = {
  name: 'streaming',
  about: `answers of 50, 200 and 400 KB at ${deltasPerSecond} deltas a second, in the panel and as plain text`,
  run: () => withBrowser(measure),
};

async function measure(running: BenchBrowser): Promise<readonly Finding[]> {
  const panel = await buildExtension();
  const plain = await buildPlainPanel();
  const results = await interleave(
    {
      panel: () => stream(running, panel, 200),
      plain: () => stream(running, plain, 200),
      short: () => stream(running, panel, 50),
      long: () => stream(running, panel, 400),
    },
    { rounds, warmUp: 0 },
  );
  const cpu = (name: 'panel' | 'plain' | 'short' | 'long'): number =>
    medianOf(results, name, (thread) => thread.cpu);
  const longest = (name: 'panel' | 'plain'): string =>
    rounded(medianOf(results, name, (thread) => thread.longest));
  return [
    {
      what: 'panel, 200 KB: main thread against plain text',
      value: medianRatio(results, 'panel', 'plain', (thread) => thread.cpu),
      unit: '×',
      goal: { atMost: 1.5 },
      detail: `${rounded(cpu('panel'))} against ${rounded(cpu('plain'))} ms of CPU`,
    },
    {
      what: 'panel, 200 KB: longest task, CPU',
      value: medianOf(results, 'panel', ({ longestCpu }) => longestCpu),
      unit: 'ms',
      goal: { below: 50 },
      detail: `plain text ${rounded(medianOf(results, 'plain', ({ longestCpu }) => longestCpu))} ms; on the wall, with all else this machine does, ${longest('panel')} and ${longest('plain')} ms`,
    },
    {
      what: 'panel, main thread per KB: 400 KB against 50 KB',
      value: medianRatio(results, 'long', 'short', (thread) => thread.cpu) / (400 / 50),
      unit: '×',
      goal: { atMost: 1.5 },
      detail: `${rounded(cpu('long') / 400)} against ${rounded(cpu('short') / 50)} ms of CPU a KB`,
    },
  ];
}

/** Streams an answer into a panel of its own. */
async function stream(
  { browser, context }: BenchBrowser,
  folder: string,
  kilobytes: number,
): Promise<MainThread> {
  const { page, tell, refused } = await openPanel(context, { folder });
  try {
    const { before, stream } = streamMessages(markdownAnswer(kilobytes), deltasPerSecond);
    await tell(...before);
    await loadMessages(page, stream);
    const thread = await traceMainThread(browser, page, () => playMessages(page, frameMs));
    if (refused.length > 0) throw new Error(`The page failed: ${refused.join(', ')}`);
    await checkShown(page.locator('.turns'), kilobytes);
    return thread;
  } finally {
    await page.close();
  }
}

/** Throws when what is in the page is not about as long as the answer: a panel that shows nothing is fast. */
async function checkShown(
  shown: { textContent(): Promise<string | null> },
  kilobytes: number,
): Promise<void> {
  const length = (await shown.textContent())?.length ?? 0;
  if (length < kilobytes * 1024 * 0.85)
    throw new Error(`The panel shows ${length} characters of an answer of ${kilobytes} KB.`);
}
