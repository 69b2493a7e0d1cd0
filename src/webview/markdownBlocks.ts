import type { Links, MarkedToken } from 'marked';
import { healMarkdown } from './healMarkdown';
import { lexMarkdown } from './lexMarkdown';

/** One block of a text: a paragraph, a list, a table, a code block. It keeps its identity while its source is the same. */
export interface Block {
  /** Where it starts in the text: its key. */
  readonly at: number;
  readonly raw: string;
  readonly token: MarkedToken;
  /** How many fenced code blocks the text has before it. */
  readonly codeBefore: number;
  /** Whether it may still grow. */
  readonly open: boolean;
}

/** A text cut into blocks, and what is needed to go on when the text has grown. */
export interface MarkdownBlocks {
  readonly blocks: readonly Block[];
  /** How many of the blocks no further text can change. */
  readonly settled: number;
  /** Where the text after them begins. */
  readonly settledAt: number;
  /** The last of the text in front of it, by which a text that continues this one is known. */
  readonly settledEnd: string;
  /** The link definitions in the settled blocks. */
  readonly settledLinks: Links;
  /** All link definitions that the blocks were lexed with. */
  readonly links: Links;
}

/** To compare all of a long text with what it was takes longer than to lex what is new; so much of it tells, too. */
const settledEndSize = 256;

const nothing: MarkdownBlocks = {
  blocks: [],
  settled: 0,
  settledAt: 0,
  settledEnd: '',
  settledLinks: {},
  links: {},
};

/**
 * Cuts a text into blocks. When it continues `previous`, settled blocks are kept as they are and only the rest is
 * lexed; the result is the same as that of the whole text. With `open`, more text may follow: constructs that the end
 * of the text cuts in two are shown as if they were closed.
 */
export function markdownBlocks(
  source: string,
  open: boolean,
  previous: MarkdownBlocks = nothing,
): MarkdownBlocks {
  const text = source.includes('\r') ? withoutReturns(source, open) : source;
  const base = continues(text, previous) ? previous : nothing;
  const rest = copied(text.slice(base.settledAt));
  const lexed = lexMarkdown(rest, base.settledLinks);
  const kept = relex(base.blocks.slice(0, base.settled), base.links, lexed.links);

  const last = kept.at(-1);
  let codeBefore = last === undefined ? 0 : last.codeBefore + countFenced([last.token]);
  let at = base.settledAt;
  const added: Block[] = [];
  const linksAreSame = changedLabels(base.links, lexed.links).length === 0;
  const ends: { readonly blocks: number; readonly at: number }[] = [];
  const lastIndex = lexed.tokens.findLastIndex(({ type }) => type !== 'space');
  for (const [index, token] of lexed.tokens.entries()) {
    const start = at;
    at += token.raw.length;
    if (token.type === 'space' || token.type === 'def') continue;
    ends.push({ blocks: kept.length + added.length, at: start });
    const isOpen = open && index === lastIndex;
    const shown = isOpen ? heal(token, lexed.links) : token;
    const before = base.blocks[kept.length + added.length];
    added.push(
      before !== undefined &&
        before.at === start &&
        before.raw === token.raw &&
        before.open === isOpen &&
        before.codeBefore === codeBefore &&
        linksAreSame &&
        // The same source may be read in two ways, depending on what follows it.
        JSON.stringify(before.token) === JSON.stringify(shown)
        ? before
        : { at: start, raw: token.raw, token: shown, codeBefore, open: isOpen },
    );
    codeBefore += countFenced([token]);
  }
  // The last block may grow, and the lexer looks two lines ahead (for a table) before it ends a block: with three
  // blocks after it, those lines are complete. Where the lexer did not give the text back letter by letter, nothing
  // is settled.
  const end = at === text.length ? ends.at(-3) : undefined;
  const settledAt = end?.at ?? base.settledAt;
  return {
    blocks: [...kept, ...added],
    settled: end?.blocks ?? kept.length,
    settledAt,
    settledEnd: copied(text.slice(Math.max(0, settledAt - settledEndSize), settledAt)),
    settledLinks: settledAt === base.settledAt ? base.settledLinks : linksBefore(text, base, settledAt),
    links: lexed.links,
  };
}

/** The number of fenced code blocks in tokens, those in quotes and lists included. */
export function countFenced(tokens: readonly MarkedToken[]): number {
  let count = 0;
  for (const token of tokens) {
    if (token.type === 'code') count += isFenced(token.codeBlockStyle) ? 1 : 0;
    else if (token.type === 'list') {
      for (const item of token.items) count += countFenced(item.tokens as MarkedToken[]);
    } else if (token.type === 'blockquote') count += countFenced(token.tokens as MarkedToken[]);
  }
  return count;
}

/** Whether a code token came from fences; an indented one is no block that a button can name. */
export function isFenced(codeBlockStyle: string | undefined): boolean {
  return codeBlockStyle !== 'indented';
}

function continues(text: string, { settledAt, settledEnd }: MarkdownBlocks): boolean {
  return text.startsWith(settledEnd, settledAt - settledEnd.length);
}

/**
 * The same text in memory of its own. The pieces that a regular expression cuts out of a text keep all of it alive,
 * and blocks outlive the text that they were cut from: without this, a 400 KB answer kept 600 MB.
 */
function copied(text: string): string {
  return ` ${text}`.slice(1);
}

/** A carriage return at the end may be the first half of a line end. */
function withoutReturns(source: string, open: boolean): string {
  const whole = open && source.endsWith('\r') ? source.slice(0, -1) : source;
  return whole.replace(/\r\n|\r/g, '\n');
}

function heal(token: MarkedToken, links: Links): MarkedToken {
  const healed = healMarkdown(token);
  if (healed === token.raw) return token;
  return lexMarkdown(healed, links).tokens.find(({ type }) => type !== 'space') ?? token;
}

function linksBefore(text: string, base: MarkdownBlocks, settledAt: number): Links {
  const source = text.slice(base.settledAt, settledAt);
  return source.includes(']:') ? lexMarkdown(source, base.settledLinks).links : base.settledLinks;
}

function changedLabels(before: Links, after: Links): readonly string[] {
  if (before === after) return [];
  const labels = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...labels].filter(
    (label) => before[label]?.href !== after[label]?.href || before[label]?.title !== after[label]?.title,
  );
}

/** Blocks that mention a label whose definition has come or changed, lexed again. */
function relex(blocks: readonly Block[], before: Links, after: Links): readonly Block[] {
  const labels = changedLabels(before, after);
  if (labels.length === 0) return blocks;
  return blocks.map((block) => {
    if (!block.raw.includes('[')) return block;
    const text = block.raw.toLowerCase().replace(/\s+/g, ' ');
    if (!labels.some((label) => text.includes(label))) return block;
    const token = lexMarkdown(block.raw, after).tokens.find(({ type }) => type !== 'space');
    return token === undefined ? block : { ...block, token };
  });
}
