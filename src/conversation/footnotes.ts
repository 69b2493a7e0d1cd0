import type { Content, UrlCitation } from '../api/types';
import { utf8Offset } from '../util/utf8Offset';
import { callKey, type CallState } from './calls';
import type { Turn } from './state';

/** The pages that a document cites, numbered from 1 in the order in which they are first cited. */
export interface Footnotes {
  /** The text of a turn's answer with the calls it made, and a reference behind each passage that a page stands for. */
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
    answer(turn) {
      let text = '';
      let afterCall = false;
      for (const [round, { steps }] of turn.rounds.entries()) {
        for (const [at, step] of steps.entries()) {
          const piece = step.type === 'model_output' ? (step.content ?? []).map(cited).join('') : '';
          const call = step.type === 'function_call' ? turn.calls?.[callKey(step, round, at)] : undefined;
          if (call !== undefined) {
            // A list of what was done stands apart from the text around it.
            text += `${text === '' ? '' : afterCall ? '\n' : '\n\n'}${callLine(call)}`;
            afterCall = true;
          } else if (piece !== '') {
            text += afterCall ? `\n\n${piece.trimStart()}` : piece;
            afterCall = false;
          }
        }
      }
      return text;
    },
    lines: () =>
      [...notes].map(([url, { number, title }]) => `[^${number}]: [${labelOf(title || url)}](<${url}>)`),
  };
}

/** A call of a function, shortly: what was done, and what came of it. */
function callLine(call: CallState): string {
  const title = call.state === 'asking' ? call.preview.title : call.title;
  const came =
    call.state === 'answered'
      ? [call.outcome === 'done' ? '' : call.outcome, call.summary].filter((part) => part !== '').join(', ')
      : 'stopped';
  return `- *${labelOf(title)}*${came === '' ? '' : `: ${labelOf(came)}`}`;
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
