import type * as highlighting from './highlight';

export type Highlight = typeof highlighting;

let loading: Promise<Highlight> | undefined;

/** What colours code: a third of the panel, fetched for the first block that has a language. */
export function loadHighlight(): Promise<Highlight> {
  loading ??= import('./highlight').catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}
