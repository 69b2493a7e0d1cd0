import { applyEdits } from '../../../src/review/applyEdits';
import type { Edit } from '../../../src/review/edit';
import { changeSetMemory } from './changeSetMemory';
import { sourceLines } from '../content/sourceFile';
import type { Finding, Measurement } from '../report/finding';
import { interleave } from '../report/interleave';
import { medianOf, medianRatio } from '../report/statistics';
import { rounded } from '../report/table';

const lineCount = 50_000;

/** Anchored edits of a large file, against looking through it once and copying it once. */
export const edits: Measurement = {
  name: 'edits',
  about: `edits of a file of ${lineCount.toLocaleString('en')} lines, against one scan and one copy`,
  run: measure,
};

async function measure(): Promise<readonly Finding[]> {
  const lines = sourceLines(lineCount);
  // As a file is read: one string, not one that remembers how it was put together.
  const text = Buffer.from(`${lines.join('\n')}\n`).toString();
  const apply = (edits: readonly Edit[]) => () => timed(() => applied(text, edits));
  const rounds = await interleave(
    {
      floor: () => timed(() => scanAndCopy(text)),
      one: apply(editsOf(lines, 1)),
      ten: apply(editsOf(lines, 10)),
      hundred: apply(editsOf(lines, 100)),
      thousand: apply(editsOf(lines, 1000)),
      tenIndented: apply(indented(editsOf(lines, 10))),
      thousandIndented: apply(indented(editsOf(lines, 1000))),
    },
    { rounds: 25, warmUp: 5 },
  );
  const milliseconds = (name: keyof (typeof rounds)[number]): string =>
    `${rounded(medianOf(rounds, name, (each) => each))} ms`;
  const ratio = (name: keyof (typeof rounds)[number], against: keyof (typeof rounds)[number]): number =>
    medianRatio(rounds, name, against, (each) => each);
  return [
    {
      what: 'one edit against one scan and one copy',
      value: ratio('one', 'floor'),
      unit: '×',
      goal: { atMost: 5 },
      detail: `${milliseconds('one')} against ${milliseconds('floor')}`,
    },
    {
      what: 'ten edits against one scan and one copy',
      value: ratio('ten', 'floor'),
      unit: '×',
      goal: { atMost: 5 },
      detail: `${milliseconds('ten')} against ${milliseconds('floor')}`,
    },
    {
      what: '1,000 edits against ten',
      value: ratio('thousand', 'ten'),
      unit: '×',
      goal: { atMost: 2 },
      detail: `${milliseconds('thousand')} against ${milliseconds('ten')}; a hundred take ${milliseconds('hundred')}`,
    },
    {
      what: '1,000 edits with other indentation against ten',
      value: ratio('thousandIndented', 'tenIndented'),
      unit: '×',
      detail: `${milliseconds('thousandIndented')} against ${milliseconds('tenIndented')}`,
    },
    ...changeSetMemory(),
  ];
}

/** Edits of three lines each, all over the file, the last ones first. */
function editsOf(lines: readonly string[], count: number): readonly Edit[] {
  return Array.from({ length: count }, (_, at): Edit => {
    const first = Math.floor(((count - at - 0.5) * lines.length) / count) - 1;
    const oldLines = lines.slice(first, first + 3);
    return {
      oldText: oldLines.join('\n'),
      newText: oldLines.with(1, `changed(${at});\nadded();`).join('\n'),
    };
  });
}

function indented(edits: readonly Edit[]): readonly Edit[] {
  const more = (text: string): string => text.replace(/^/gm, '\t');
  return edits.map(({ oldText, newText }) => ({ oldText: more(oldText), newText: more(newText) }));
}

function applied(text: string, edits: readonly Edit[]): string {
  const outcome = applyEdits(text, edits);
  const refused = outcome.results.find((result) => !result.applied);
  if (refused !== undefined) throw new Error(`An edit was refused: ${refused.reason}`);
  return outcome.text;
}

function scanAndCopy(text: string): string {
  const at = Math.max(0, text.indexOf('\0'));
  return [text.slice(0, at), 'a new line', text.slice(at)].join('');
}

function timed(run: () => string): Promise<number> {
  const started = performance.now();
  const { length } = run();
  const ended = performance.now();
  if (length === 0) throw new Error('Nothing was written.');
  return Promise.resolve(ended - started);
}
