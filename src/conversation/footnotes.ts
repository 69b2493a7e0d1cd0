import type { Content, UrlCitation } from '../api/types';
import { utf8Offset } from '../util/utf8Offset';
import type { Turn } from './state';

/** The pages that a document cites, numbered from 1 in the order in which they are first cited. */
export interface Footnotes {
  /** The text of a turn's answer, with a reference behind each passage that a page stands for. */
  answer(turn: Turn): string;
  /** The notes themselves, one line each. */
  lines(): readonly string[];
}

/** Collects the pages of one document. */
export function createFootnotes(): Footnotes {
  const notes = new Map<string, { readonly number: number; readonly title: string }>();
  const numberOf = ({ url = '', title }: UrlCitation): number => {
    const known = notes.get(url);
    if (known !== undefined) return known.number;
    notes.set(url, { number: notes.size + 1, title: title ?? '' });
    return notes.size;
  };
  const cited = (content: Content): string => {
    if (content.type !== 'text') return '';
    const places = new Map<number, Set<number>>();
    for (const annotation of content.annotations ?? []) {
      if (annotation.type !== 'url_citation' || !isPage(annotation.url)) continue;
      const { end_index: end } = annotation;
      const at = end === undefined ? content.text.length : utf8Offset(content.text, end);
      places.set(at, (places.get(at) ?? new Set()).add(numberOf(annotation)));
    }
    let text = '';
    let from = 0;
    for (const [at, numbers] of [...places].sort(([a], [b]) => a - b)) {
      text += content.text.slice(from, at) + [...numbers].map((number) => `[^${number}]`).join('');
      from = at;
    }
    return text + content.text.slice(from);
  };
  return {
    answer: (turn) =>
      turn.rounds
        .flatMap((round) => round.steps)
        .flatMap((step) => (step.type === 'model_output' ? (step.content ?? []) : []))
        .map(cited)
        .join(''),
    lines: () =>
      [...notes].map(([url, { number, title }]) => `[^${number}]: [${labelOf(title || url)}](<${url}>)`),
  };
}

/** What may become a link of a document that others open. */
function isPage(url: string | undefined): boolean {
  return url !== undefined && /^https?:\/\/[^\s<>]+$/i.test(url);
}

function labelOf(title: string): string {
  return title
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\[\]`*_<>]/g, '\\$&');
}
