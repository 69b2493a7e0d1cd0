import type { Match } from './edit';

/** An edit whose line ends are all `\n`, and its place in the list. */
export interface Wanted {
  readonly at: number;
  readonly oldText: string;
  readonly newText: string;
  readonly all: boolean;
}

/** A part of the file: offsets, the end excluded. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** Where the old text of an edit was found. */
export interface Found {
  readonly match: Match;
  /** In order. More than one is right only for an edit that replaces all. */
  readonly places: readonly Place[];
  /** What shall stand at one of the places. */
  readonly textFor: (place: Place) => string;
}
