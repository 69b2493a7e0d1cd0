/** A fenced code block of a Markdown text. */
export interface FencedBlock {
  /** The first word after the fence; empty when there is none. */
  readonly language: string;
  /** The lines between the fences, without the newline in front of the closing one. */
  readonly code: string;
  /** Whether the closing fence has come. */
  readonly closed: boolean;
  /** The line of the opening fence, counted from 0. */
  readonly line: number;
}

/** A block quote, or a list item with the width that its lines are indented by. */
type Container = { readonly kind: 'quote' } | { readonly kind: 'item'; readonly indent: number };
interface Fence {
  readonly marker: string;
  readonly indent: number;
  readonly depth: number;
  readonly language: string;
  readonly line: number;
  readonly lines: string[];
}

const quote = /^ {0,3}> ?/;
const item = /^( {0,3}(?:[*+-]|\d{1,9}[.)]))( +(?=\S)| *$)/;
const rule = /^ {0,3}(?:(?:- *){3,}|(?:_ *){3,}|(?:\* *){3,})$/;
const fence = /^( {0,3})(`{3,}(?=[^`]*$)|~{3,})(.*)$/;
const emptyLine = /^\s*$/;
const htmlBlocks: readonly (readonly [start: RegExp, end: RegExp])[] = [
  [/^ {0,3}<(?:script|pre|style|textarea)(?:\s|>|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^ {0,3}<!--/, /-->/],
  [/^ {0,3}<\?/, /\?>/],
  [/^ {0,3}<!\[CDATA\[/, /\]\]>/],
  [
    /^ {0,3}<\/?(?:address|article|aside|blockquote|body|center|details|dialog|dd|div|dl|dt|fieldset|figure|footer|form|h[1-6]|head|header|hr|html|iframe|li|link|main|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead|title|tr|ul)(?:\s|\/?>|$)/i,
    emptyLine,
  ],
];

/**
 * The fenced code blocks of a text in document order, those in lists and quotes included; code that is only indented
 * does not count. The panel and the extension number an answer's blocks by this one function.
 *
 * Source: https://spec.commonmark.org/0.31.2/#fenced-code-blocks
 */
export function codeBlocks(markdown: string): readonly FencedBlock[] {
  const found: FencedBlock[] = [];
  let containers: Container[] = [];
  let open: Fence | undefined;
  let htmlEnd: RegExp | undefined;
  let inParagraph = false;
  const finish = (closed: boolean): void => {
    if (open !== undefined)
      found.push({ language: open.language, code: open.lines.join('\n'), closed, line: open.line });
    open = undefined;
  };

  for (const [at, line] of markdown.replaceAll('\r\n', '\n').split('\n').entries()) {
    let { rest, matched } = enter(line, containers);
    if (open !== undefined) {
      if (matched >= open.depth) {
        if (closes(rest, open.marker)) finish(true);
        else open.lines.push(rest.slice(Math.min(open.indent, indentOf(rest))));
        continue;
      }
      finish(false);
    }
    rest = withoutTabs(rest);
    const blank = rest.trim() === '';
    if (matched < containers.length) {
      // A line that only continues a paragraph stays in it, however little it is indented.
      if (inParagraph && !blank && !startsBlock(rest)) continue;
      containers = containers.slice(0, matched);
      htmlEnd = undefined;
      inParagraph = false;
    }
    if (htmlEnd !== undefined) {
      if (htmlEnd.test(rest)) htmlEnd = undefined;
      continue;
    }
    for (;;) {
      if (indentOf(rest) >= 4) {
        break;
      }
      const quoted = quote.exec(rest);
      if (quoted !== null) {
        containers.push({ kind: 'quote' });
        rest = rest.slice(quoted[0].length);
        inParagraph = false;
        continue;
      }
      const bullet = rule.test(rest) ? null : item.exec(rest);
      if (bullet === null || (inParagraph && !interrupts(bullet))) break;
      const [whole, marker = '', spaces = ''] = bullet;
      const empty = rest.length === whole.length;
      // Five spaces and more are one space and an indented code block.
      const width = marker.length + (empty || spaces.length > 4 ? 1 : spaces.length);
      containers.push({ kind: 'item', indent: width });
      rest = rest.slice(Math.min(width, rest.length));
      inParagraph = false;
    }
    const opening = fence.exec(rest);
    const html =
      inParagraph && indentOf(rest) >= 4 ? undefined : htmlBlocks.find(([start]) => start.test(rest));
    if (opening !== null) {
      const [, indent = '', marker = '', info = ''] = opening;
      const language = info.trim().split(/\s/, 1)[0] ?? '';
      open = { marker, indent: indent.length, depth: containers.length, language, line: at, lines: [] };
      inParagraph = false;
    } else if (html !== undefined) {
      const [start, end] = html;
      const begun = start.exec(rest)?.[0] ?? '';
      // An element of its own line goes on to an empty line; the others may end where they begin.
      if (end === emptyLine || !end.test(rest.slice(begun.length))) htmlEnd = end;
      inParagraph = false;
    } else {
      inParagraph = continuesParagraph(rest, inParagraph);
    }
  }
  finish(false);
  return found;
}

/** What remains of a line inside the containers that it continues, and how many those are. */
function enter(line: string, containers: readonly Container[]): { rest: string; matched: number } {
  let rest = line;
  for (const [matched, container] of containers.entries()) {
    if (container.kind === 'quote') {
      const marker = quote.exec(rest);
      if (marker === null) return { rest, matched };
      rest = rest.slice(marker[0].length);
    } else if (rest.trim() === '') {
      rest = rest.slice(Math.min(container.indent, rest.length));
    } else {
      const spaced = withoutTabs(rest);
      if (indentOf(spaced) < container.indent) return { rest, matched };
      rest = spaced.slice(container.indent);
    }
  }
  return { rest, matched: containers.length };
}

/** Tabs in front of the text are as wide as the next multiple of four. */
function withoutTabs(line: string): string {
  if (!/^ *\t/.test(line)) return line;
  let width = 0;
  let at = 0;
  for (; line[at] === ' ' || line[at] === '\t'; at += 1) width += line[at] === '\t' ? 4 - (width % 4) : 1;
  return ' '.repeat(width) + line.slice(at);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function closes(line: string, marker: string): boolean {
  const text = line.trim();
  return indentOf(line) < 4 && text.length >= marker.length && text === (marker[0] ?? '').repeat(text.length);
}

function interrupts(bullet: RegExpExecArray): boolean {
  const marker = (bullet[1] ?? '').trim();
  return bullet[0].length < bullet.input.length && (marker.length === 1 || /^1[.)]$/.test(marker));
}

function startsBlock(rest: string): boolean {
  return (
    quote.test(rest) ||
    fence.test(rest) ||
    rule.test(rest) ||
    item.test(rest) ||
    /^ {0,3}#{1,6}(?:\s|$)/.test(rest) ||
    htmlBlocks.some(([start]) => start.test(rest))
  );
}

function continuesParagraph(rest: string, inParagraph: boolean): boolean {
  if (rest.trim() === '' || rule.test(rest) || /^ {0,3}#{1,6}(?:\s|$)/.test(rest)) return false;
  if (inParagraph && /^ {0,3}(?:=+|-+) *$/.test(rest)) return false;
  return inParagraph || indentOf(rest) < 4;
}
