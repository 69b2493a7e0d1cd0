import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { FromPanel } from '../protocol/messages';

/** What every component may use. */
export interface PanelContext {
  readonly post: (message: FromPanel) => void;
  /** Says a sentence to screen readers. */
  readonly announce: (sentence: string) => void;
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
