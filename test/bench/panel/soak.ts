import { openPanel } from '../../ui/panelHarness/openPanel';
import { statusMessage } from '../../ui/panelHarness/panelStates';
import { buildExtension } from '../bundle/buildExtension';
import { deltaSize } from '../content/answerEvents';
import { markdownAnswer } from '../content/markdownAnswer';
import type { BenchOptions, Finding, Measurement } from '../report/finding';
import { rounded } from '../report/table';
import { heapOf } from './heapOf';
import { playAnswers } from './playAnswers';
import { type BenchBrowser, withBrowser } from './withBrowser';

const deltasPerSecond = 400;
/** Of an answer; short enough that a tenth of the shortened soak fills the transcript with turns. */
const kilobytes = 4;
const shortSeconds = 60;
const fullSeconds = 600;

/** Whether a panel in which answers stream for a long time holds more and more. */
export const soak: Measurement = {
  name: 'soak',
  about: `answers one after the other at ${deltasPerSecond} deltas a second, for ${shortSeconds} seconds (with --soak for ten minutes)`,
  run: (options) => withBrowser((running) => measure(running, options)),
};

async function measure({ context }: BenchBrowser, { soak }: BenchOptions): Promise<readonly Finding[]> {
  const seconds = soak ? fullSeconds : shortSeconds;
  const answer = markdownAnswer(kilobytes);
  const answers = (seconds * deltasPerSecond * deltaSize) / answer.length;
  const { page, tell, refused } = await openPanel(context, { folder: await buildExtension() });
  await tell(statusMessage());
  const played = playAnswers(page, answer, deltasPerSecond);
  const first = Math.round(answers / 10);
  await played.play(first);
  const early = await heapOf(page);
  await played.play(Math.round(answers) - first);
  const late = await heapOf(page);
  if (refused.length > 0) throw new Error(`The page failed: ${refused.join(', ')}`);
  const megabytes = (bytes: number): string => rounded(bytes / 1024 / 1024);
  return [
    {
      what: `panel after ${seconds} s of streaming against a tenth of that, heap`,
      value: late.bytes / early.bytes,
      unit: '×',
      goal: { atMost: 1.1 },
      detail:
        `${megabytes(late.bytes)} against ${megabytes(early.bytes)} MB, ${late.nodes} against ${early.nodes} nodes; ` +
        `${Math.round(answers)} answers of ${kilobytes} KB`,
    },
  ];
}
