import { codeBlocks } from '../conversation/codeBlocks';
import { words } from './words';

/** Sentences ready to be said, and how far into the text they reach. */
export interface Spoken {
  readonly sentences: readonly string[];
  readonly upTo: number;
}

/**
 * The sentences that have been completed since `from`, as a screen reader should say them: without Markdown's marks,
 * and with only the length of a code block. With `ended` the rest counts as a sentence.
 */
export function spokenSentences(markdown: string, from: number, ended: boolean): Spoken {
  const sentences: string[] = [];
  let at = from;
  while (at < markdown.length) {
    const rest = markdown.slice(at);
    const fence = /^\s*(`{3,}|~{3,})/.exec(rest);
    if (fence !== null) {
      const [block] = codeBlocks(rest);
      const length = block === undefined ? undefined : endOfFence(rest, fence[1] ?? '');
      if (block === undefined || length === undefined) break;
      sentences.push(words.codeSpoken(block.code.split('\n').length));
      at += length;
      continue;
    }
    const end = /[.!?…。！？؟](?:["'”’)\]*_`]*)(?=\s)|\n/.exec(rest);
    if (end === null && !ended) break;
    const piece = end === null ? rest : rest.slice(0, end.index + end[0].length);
    at += piece.length;
    const sentence = withoutMarks(piece);
    if (sentence !== '') sentences.push(sentence);
  }
  return { sentences, upTo: at };
}

function endOfFence(text: string, marker: string): number | undefined {
  const start = text.indexOf(marker) + marker.length;
  const end = new RegExp(`\\n\\s*${marker}[\`~]*\\s*(?:\\n|$)`).exec(text.slice(start));
  return end === null ? undefined : start + end.index + end[0].length;
}

function withoutMarks(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^[\s>]*(?:#{1,6}\s+|[-*+]\s+(?:\[[ xX]\]\s+)?)/, '')
    .replace(/^[\s|:-]+$/, '')
    .replace(/\|/g, ' ')
    .replace(/[*`~]+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}
