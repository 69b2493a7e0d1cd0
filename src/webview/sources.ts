import type { Turn } from '../conversation/state';

/** A page that an answer rests on. */
export interface Source {
  readonly url: string;
  readonly title: string;
}

/** The pages that a turn's answer cites, each once, in the order of their first citation. */
export function sourcesOf(turn: Turn): readonly Source[] {
  const sources = new Map<string, Source>();
  for (const { steps } of turn.rounds) {
    for (const step of steps) {
      if (step.type !== 'model_output') continue;
      for (const content of step.content ?? []) {
        if (content.type !== 'text') continue;
        for (const note of content.annotations ?? []) {
          if (note.type !== 'url_citation' || !note.url || sources.has(note.url)) continue;
          sources.set(note.url, { url: note.url, title: note.title || note.url });
        }
      }
    }
  }
  return [...sources.values()];
}
