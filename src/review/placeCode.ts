import { applyEdits } from './applyEdits';
import type { LineRange } from './edit';

/** What is known of where code belongs, beside the code itself. */
export interface CodePlace {
  /** Lines of the file that the person meant, the likeliest first: what was asked about, what is selected. */
  readonly lines: readonly LineRange[];
}

/** A text with the code in its place; or why it is not clear where that is, for a person. */
export type PlacedCode =
  { readonly placed: true; readonly text: string } | { readonly placed: false; readonly reason: string };

/** A line with fewer letters and digits says too little to be known by. */
const fewestLetters = 3;
/** A text of which so much is in the code is replaced by it. */
const mostlySame = 0.5;
const leftOut = /^\s*(?:\/\/|#|\/\*|<!--|--|;|%)?\s*(?:\.{3}|…).*$/m;

/**
 * Puts code where it belongs in the text of a file: in place of the whole text when it is a version of that; else of
 * the piece that begins with the same line and ends with the same line; else of the lines that the person meant.
 */
export function placeCode(text: string, code: string, { lines: meant }: CodePlace): PlacedCode {
  const codeLines = code.split(/\r?\n/);
  const first = codeLines.find(hasText)?.trim() ?? '';
  if (first === '') return { placed: false, reason: 'The code is empty.' };
  const lines = text.split(/\r?\n/);
  if (!lines.some(hasText)) return whole(text, code);
  const isVersion = sameShare(lines, codeLines) >= mostlySame;
  if (isVersion && lines.find(hasText)?.trim() === first) return whole(text, code);
  const places = [spanOf(lines, codeLines), ...meant].filter((each) => each !== undefined);
  for (const { first: from, last } of places) {
    const old = lines.slice(from - 1, last);
    if (!old.some(hasText)) continue;
    return replaced(text, indentedLike(codeLines, old).join('\n'), code);
  }
  if (isVersion) return whole(text, code);
  return {
    placed: false,
    reason: 'It is not clear which lines this code replaces. Select them in the editor, and try again.',
  };
}

function whole(text: string, code: string): PlacedCode {
  if (leftOut.test(code))
    return { placed: false, reason: 'The code leaves out parts of the file (…), so it cannot replace it.' };
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const next = `${mark}${code.trimEnd().split(/\r?\n/).join(lineEnd)}${lineEnd}`;
  return next === text
    ? { placed: false, reason: 'The file has this code already.' }
    : { placed: true, text: next };
}

function replaced(text: string, oldText: string, newText: string): PlacedCode {
  const { text: next, results } = applyEdits(text, [{ oldText, newText: newText.trimEnd() }]);
  const [result] = results;
  if (result?.applied === true && next !== text) return { placed: true, text: next };
  const already = result?.applied !== false || result.refusal === 'unchanged';
  return {
    placed: false,
    reason: already
      ? 'The file has this code already.'
      : 'It is not clear which lines this code replaces, because several are the same.',
  };
}

/** The lines from the only one that is the code's first, to the one that is its last; counted from 1. */
function spanOf(lines: readonly string[], code: readonly string[]): LineRange | undefined {
  const full = code.filter(hasText);
  const head = full[0] ?? '';
  const tail = full.at(-1) ?? '';
  if (!saysMuch(head)) return undefined;
  const starts = lines.flatMap((line, at) => (line.trim() === head.trim() ? [at] : []));
  const [start] = starts;
  if (start === undefined || starts.length > 1) return undefined;
  if (full.length === 1) return { first: start + 1, last: start + 1 };
  // In the file everything may be indented deeper than in the code.
  const deeper = indentOf(lines[start] ?? '') - indentOf(head);
  const isTail = (line: string, more: number): boolean =>
    line.trim() === tail.trim() && indentOf(line) === indentOf(tail) + more;
  let left = full.slice(1).filter((line) => isTail(line, 0)).length;
  for (let at = start + 1; at < lines.length; at += 1) {
    if (isTail(lines[at] ?? '', deeper)) left -= 1;
    if (left === 0) return { first: start + 1, last: at + 1 };
  }
  return undefined;
}

/** How much of the first lines is among the second ones. */
function sameShare(lines: readonly string[], among: readonly string[]): number {
  const known = new Set(among.map((line) => line.trim()));
  const telling = lines.filter(saysMuch);
  return telling.filter((line) => known.has(line.trim())).length / Math.max(1, telling.length);
}

/** The lines of the file, indented as deep as the code is: so it is told how much deeper they are in the file. */
function indentedLike(code: readonly string[], lines: readonly string[]): readonly string[] {
  const least = (all: readonly string[]): number => Math.min(...all.filter(hasText).map(indentOf));
  const common = least(lines);
  const indent = code.find((line) => hasText(line) && indentOf(line) === least(code)) ?? '';
  const base = indent.slice(0, indentOf(indent));
  return lines.map((line) => (hasText(line) ? base + line.slice(common) : line));
}

function saysMuch(line: string): boolean {
  return line.replace(/[^\p{L}\p{N}]/gu, '').length >= fewestLetters;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function hasText(line: string): boolean {
  return line.trim() !== '';
}
