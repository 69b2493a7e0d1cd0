import { Lexer, type Links, type MarkedToken, type Token, type TokensList } from 'marked';
import { mathStart, mathToken } from './mathToken';

/** Quotes, lists and emphasis inside each other are followed this deep; what is deeper stays text. */
const deepest = 16;
/** A paragraph longer than this, in characters, stays text: nobody wrote it as one. */
const longestInline = 20_000;
/** A paragraph with more marks than this stays text: pairing them takes more than linear time. */
const mostMarks = 1_000;

const math = { inline: [mathToken], startInline: [mathStart], renderers: {}, childTokens: {} };

/** Marked's lexer with a bounded depth, so that no answer can exhaust the stack or the time. */
class BoundedLexer extends Lexer {
  #blockDepth = 0;
  #inlineDepth = 0;

  constructor(links: Links) {
    super({ gfm: true, extensions: math });
    Object.assign(this.tokens.links, links);
  }

  override blockTokens(source: string, tokens?: Token[], lastParagraphClipped?: boolean): Token[];
  override blockTokens(source: string, tokens?: TokensList, lastParagraphClipped?: boolean): TokensList;
  override blockTokens(source: string, tokens: Token[] = [], lastParagraphClipped?: boolean): Token[] {
    this.#blockDepth += 1;
    try {
      if (this.#blockDepth <= deepest) return super.blockTokens(source, tokens, lastParagraphClipped);
      tokens.push({ type: 'text', raw: source, text: source });
      return tokens;
    } finally {
      this.#blockDepth -= 1;
    }
  }

  override inlineTokens(source: string, tokens: Token[] = []): Token[] {
    this.#inlineDepth += 1;
    try {
      if (this.#inlineDepth <= deepest && isReadable(source)) return super.inlineTokens(source, tokens);
      tokens.push({ type: 'text', raw: source, text: source });
      return tokens;
    } finally {
      this.#inlineDepth -= 1;
    }
  }
}

/** Tokens of a Markdown text, and the link definitions in it added to the given ones. */
export interface Lexed {
  readonly tokens: readonly MarkedToken[];
  readonly links: Links;
}

/** Lexes Markdown (GFM). Should the lexer fail, the whole text is one paragraph. */
export function lexMarkdown(source: string, links: Links): Lexed {
  const lexer = new BoundedLexer(links);
  try {
    return { tokens: lexer.lex(source) as MarkedToken[], links: lexer.tokens.links };
  } catch {
    const text: MarkedToken = { type: 'text', raw: source, text: source };
    return { tokens: [{ type: 'paragraph', raw: source, text: source, tokens: [text] }], links };
  }
}

function isReadable(paragraph: string): boolean {
  if (paragraph.length > longestInline) return false;
  return paragraph.length <= mostMarks || (paragraph.match(/[*_~`[\]<]/g)?.length ?? 0) <= mostMarks;
}
