import type { LineRange, Refusal } from './edit';
import type { FileText } from './fileText';
import { foldLine } from './lineView';
import { nearestPlace } from './nearestPlace';
import type { Place } from './place';
import { mostCounted } from './search';
import { withoutLineEnd } from './splitLines';

/** An edit that was refused, with words for the model. */
export interface Refused {
  readonly applied: false;
  readonly refusal: Refusal;
  readonly reason: string;
}

const mostLinesNamed = 8;
const mostLinesQuoted = 20;
const mostQuoted = 200;

/** There is nothing to look for. */
export const emptyRefused: Refused = {
  applied: false,
  refusal: 'empty',
  reason:
    'oldText is empty. Give the lines that shall be replaced, or lines next to which the new ones belong.',
};

/** There is nothing to change. */
export const unchangedRefused: Refused = {
  applied: false,
  refusal: 'unchanged',
  reason: 'oldText and newText are the same.',
};

/** The old text is in several places, and which of them is meant cannot be known. */
export function ambiguousRefused(file: FileText, places: readonly Place[], isExact: boolean): Refused {
  const count = places.length > mostCounted ? `more than ${mostCounted}` : `${places.length}`;
  const lines = places.slice(0, mostLinesNamed).map(({ start }) => file.lineNumber(start));
  const more = places.length > mostLinesNamed ? ', …' : '';
  return {
    applied: false,
    refusal: 'ambiguous',
    reason:
      `oldText was found ${count} times${isExact ? '' : ', not counting white space'} (lines ${lines.join(', ')}${more}). ` +
      'Give more of the lines around the one that is meant, or set replaceAll.',
  };
}

/** Another edit of the same call changes the same part of the file. */
export function overlapRefused(other: number, lines: LineRange): Refused {
  return {
    applied: false,
    refusal: 'overlaps',
    reason:
      `It changes the same text as edit ${other + 1} (${lineWords(lines)}), which was applied. ` +
      'All edits refer to the file as it was before them: make one edit of the two.',
  };
}

/**
 * The old text is nowhere.
 * @param quote whether the most similar lines of the file are quoted
 */
export function notFoundRefused(file: FileText, oldText: string, newText: string, quote: boolean): Refused {
  const reasons = ['oldText was not found.'];
  if (
    /^\s*\d+[:|\t]/.test(oldText) &&
    oldText
      .trim()
      .split('\n')
      .every((line) => /^\s*\d+[:|\t]|^\s*$/.test(line))
  ) {
    reasons.push('It seems to begin its lines with line numbers: leave them out.');
  }
  if (quote) {
    const done = lineWithText(file, newText);
    if (done !== undefined) reasons.push(`newText is there already (line ${done}).`);
    const near = nearestPlace(file, oldText);
    reasons.push(
      near === undefined
        ? 'Nothing in the file is similar to it. Read the file again.'
        : `The most similar place, ${lineWords(near)}:\n${quoted(file, near)}`,
    );
  }
  return { applied: false, refusal: 'notFound', reason: reasons.join(' ') };
}

/** The line, counted from 1, where lines stand in the file. */
function lineWithText({ folded }: FileText, text: string): number | undefined {
  const lines = text.trim().split('\n').map(foldLine);
  if (lines.join('') === '') return undefined;
  const at = folded.lines.findIndex((_, first) =>
    lines.every((each, more) => each === folded.lines[first + more]),
  );
  return at < 0 ? undefined : at + 1;
}

function lineWords({ first, last }: LineRange): string {
  return first === last ? `line ${first}` : `lines ${first} to ${last}`;
}

function quoted(file: FileText, { first, last }: LineRange): string {
  const { lineStarts, text } = file;
  const lines: string[] = [];
  for (let at = first; at <= Math.min(last, first + mostLinesQuoted - 1); at += 1) {
    const line = withoutLineEnd(text.slice(lineStarts[at - 1], lineStarts[at]));
    lines.push(`${at}: ${line.length > mostQuoted ? `${line.slice(0, mostQuoted)}…` : line}`);
  }
  if (last >= first + mostLinesQuoted) lines.push('…');
  return lines.join('\n');
}
