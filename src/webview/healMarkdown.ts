import type { MarkedToken } from 'marked';
import { codeBlocks } from '../conversation/codeBlocks';

/**
 * The source of the last block while more is to come, with what its end cuts in two made whole: emphasis and code
 * spans closed, half a link reduced to its label, a marker that may become anything left out. The result is only for
 * the eye; the next piece of text starts again from the source.
 */
export function healMarkdown(token: MarkedToken): string {
  switch (token.type) {
    case 'paragraph':
    case 'heading':
    case 'list':
    case 'blockquote':
    case 'table':
    case 'text':
      return healText(token.type === 'paragraph' ? healTable(token.raw) : token.raw);
    default:
      return token.raw;
  }
}

/** A line of markers alone: a list, a rule, an underline or a fence may come of it. */
const loneMarker = /(^|\n)[ \t>]*(?:[-=*+_]{1,2}|\d{1,9}[.)]?|`{1,2}|~{1,2}|#{1,6}|\|[-:| ]*)[ \t]*$/;

function healText(raw: string): string {
  if (/`{3}|~{3}/.test(raw) && codeBlocks(raw).at(-1)?.closed === false) return raw;
  const lineStart = raw.search(loneMarker);
  // A lone marker on the first line is all there is: it stays.
  let text = lineStart > 0 ? raw.slice(0, lineStart) : raw;
  const paragraph = text.slice(text.lastIndexOf('\n\n') + 1);
  const code = unclosedCode(paragraph);
  if (code !== '') return `${text}${text.endsWith('`') ? ' ' : ''}${code}`;
  const link = /!?\[([^[\]\n]*)(?:\](?:\([^()\s]*(?:\([^()\s]*\)?[^()\s]*)?(?: "[^"\n]*"?)?)?)?$/.exec(text);
  // A bracket that is closed and followed by nothing may be plain text, or half a link: its label serves for both.
  if (link !== null && !/^!?\[[ xX]?\]?$/.test(link[0])) {
    text = text.slice(0, link.index) + (link[0].endsWith(']') ? link[0] : (link[1] ?? ''));
  }
  return text + unclosedMarks(withoutCode(text.slice(text.lastIndexOf('\n\n') + 1)));
}

/** The backticks that close the last code span, or nothing. */
function unclosedCode(paragraph: string): string {
  let open = '';
  for (const [run] of paragraph.matchAll(/`+/g)) {
    if (open === '') open = run;
    else if (open === run) open = '';
  }
  return open.length < 3 && !paragraph.endsWith(open) ? open : '';
}

function withoutCode(text: string): string {
  return text.replace(/(`+)[^`]+\1/g, 'x');
}

/** The marks that close bold, struck and slanted text, innermost first. */
function unclosedMarks(paragraph: string): string {
  const open: string[] = [];
  for (const match of paragraph.matchAll(
    /\\.|\*\*|~~|__|(?<![\p{L}\p{N}_])_(?=\S)|_(?![\p{L}\p{N}_])|\*/gu,
  )) {
    const [mark] = match;
    if (mark.startsWith('\\')) continue;
    const before = paragraph[match.index - 1] ?? ' ';
    const after = paragraph[match.index + mark.length] ?? ' ';
    const at = open.lastIndexOf(mark);
    if (at >= 0 && /\S/.test(before)) open.length = at;
    else if (/\S/.test(after) && !/[\p{L}\p{N}]/u.test(mark.includes('_') ? before : ' ')) open.push(mark);
  }
  return /\s$/.test(paragraph) ? '' : open.reverse().join('');
}

/** A paragraph that begins as the header of a table does, given the line that makes it one. */
function healTable(raw: string): string {
  const [header = '', delimiter = '', ...more] = raw.split('\n');
  if (more.length > 0 || !/^ {0,3}\|.*\|[ \t]*$/.test(header) || !/^ {0,3}(?:\|[-:| ]*)?$/.test(delimiter))
    return raw;
  const columns = header.replaceAll('\\|', '').split('|').length - 2;
  return columns < 1 ? raw : `${header}\n|${' --- |'.repeat(columns)}\n`;
}
