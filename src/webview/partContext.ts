import { createContext } from 'preact';

/** The part of an answer that a piece of Markdown is. */
export interface PartContext {
  readonly turnId: string | undefined;
  /** `round.step.content`. */
  readonly partKey: string | undefined;
  /** The whole text of the part, as it is now. */
  readonly source: () => string;
}

export const partContext = createContext<PartContext>({
  turnId: undefined,
  partKey: undefined,
  source: () => '',
});
