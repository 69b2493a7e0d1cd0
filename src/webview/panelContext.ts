import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { FromPanel } from '../protocol/messages';

/** Says a sentence to screen readers; what is urgent before all else. */
export type Announce = (sentence: string, urgency?: 'urgent') => void;

/** What every component may use. */
export interface PanelContext {
  readonly post: (message: FromPanel) => void;
  readonly announce: Announce;
  /** Prefix of the addresses of media files, ending in a slash. */
  readonly mediaBase: string;
}

export const panelContext = createContext<PanelContext>({
  post: () => {},
  announce: () => {},
  mediaBase: '',
});

/** The panel's context of the component that calls it. */
export function usePanel(): PanelContext {
  return useContext(panelContext);
}
