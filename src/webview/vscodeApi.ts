import type { FromPanel } from '../protocol/messages';
import type { Place } from './place';

/**
 * What VS Code keeps for the page. It does so when it pleases, so nothing that a person wrote is here: the draft is
 * kept by the extension.
 */
export interface SavedState {
  /** Tells the extension which conversation to show when it brings back an editor tab. */
  readonly conversationId?: string;
  /** Where in that conversation the reader was; absent at its end. */
  readonly place?: Place;
}

/** The one door out of the page. */
export interface VsCodeApi {
  post(message: FromPanel): void;
  /** Replaces what is kept. */
  save(state: SavedState): void;
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
  return {
    post: (message) => api.postMessage(message),
    load: () => decode(api.getState()),
    save: (state) => api.setState(state),
  };
}

function decode(value: unknown): SavedState {
  if (typeof value !== 'object' || value === null) return {};
  const { conversationId, place } = value as { conversationId?: unknown; place?: Partial<Place> };
  return {
    ...(typeof conversationId === 'string' ? { conversationId } : {}),
    ...(typeof place?.turnId === 'string' && typeof place.top === 'number'
      ? { place: { turnId: place.turnId, top: place.top } }
      : {}),
  };
}
