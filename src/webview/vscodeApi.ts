import type { FromPanel } from '../protocol/messages';

/** What the page keeps over hiding and reload; everything else comes from the extension. */
export interface SavedState {
  readonly draft: string;
  /** How far from its end the conversation was scrolled, in pixels. */
  readonly scroll?: { readonly conversationId: string; readonly fromEnd: number };
}

/** The one door out of the page. */
export interface VsCodeApi {
  post(message: FromPanel): void;
  /** Replaces the given fields of what is kept. */
  save(state: Partial<SavedState>): void;
  load(): SavedState;
}

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** Takes the API that VS Code gives a webview; it can be taken once a page. */
export function takeVsCodeApi(): VsCodeApi {
  const api = acquireVsCodeApi();
  let kept = decode(api.getState());
  return {
    post: (message) => api.postMessage(message),
    load: () => kept,
    save(state) {
      kept = { ...kept, ...state };
      api.setState(kept);
    },
  };
}

function decode(value: unknown): SavedState {
  if (typeof value !== 'object' || value === null) return { draft: '' };
  const { draft, scroll } = value as { draft?: unknown; scroll?: unknown };
  const text = typeof draft === 'string' ? draft : '';
  if (typeof scroll !== 'object' || scroll === null) return { draft: text };
  const { conversationId, fromEnd } = scroll as { conversationId?: unknown; fromEnd?: unknown };
  return typeof conversationId === 'string' && typeof fromEnd === 'number'
    ? { draft: text, scroll: { conversationId, fromEnd } }
    : { draft: text };
}
