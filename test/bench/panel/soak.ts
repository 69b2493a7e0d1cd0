import { openPanel } from '../../ui/panelHarness/openPanel';
import { statusMessage } from '../../ui/panelHarness/panelStates';
import { emptyConversation } from '../../../src/conversation/state';
import { buildExtension } from '../bundle/buildExtension';
import type { BenchOptions, Finding, Measurement } from '../report/finding';
import { rounded } from '../report/table';
import { heapOf } from './heapOf';
import { playTurns } from './playTurns';
import { turnTemplate } from './turnTemplate';
import { type BenchBrowser, withBrowser } from './withBrowser';

const deltasPerSecond = 400;
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
  const template = turnTemplate(deltasPerSecond);
  const { page, tell, refused } = await openPanel(context, { folder: await buildExtension() });
  await tell(statusMessage(), { type: 'snapshot', seq: 1, conversation: emptyConversation('c1', 0) });
  const turnsFor = (share: number): number => Math.round((share * seconds) / template.seconds);

  const seq = await playTurns(page, template.messages, { firstTurn: 0, turns: turnsFor(0.1), seq: 2 });
  const early = await heapOf(page);
  await playTurns(page, template.messages, { firstTurn: turnsFor(0.1), turns: turnsFor(0.9), seq });
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
        `${turnsFor(1)} answers of ${Math.round(template.characters / 1024)} KB`,
    },
  ];
}
