/** One anchored replacement: a text as it stands in the file, and what shall stand there. */
export interface Edit {
  readonly oldText: string;
  readonly newText: string;
  /** Replaces every place where the old text stands, instead of the only one. */
  readonly replaceAll?: boolean;
}

/** Lines of a text, counted from 1, the last one included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** What one edit replaced at one place. */
export interface Replacement {
  /** Offsets in the original text, the end excluded. */
  readonly start: number;
  readonly end: number;
  /** What stands there now, with the line ends and the indentation of the file. */
  readonly text: string;
  /**
   * The lines that it was in, in the original text, and those in which it is in the new one: `last` is one less than
   * `first` when no line is left.
   */
  readonly before: LineRange;
  readonly after: LineRange;
}

/**
 * How the old text was found: as it stands there; with other white space; or by its first and last lines, with lines
 * between them that are nearly those of the file.
 */
export type Match = 'exact' | 'whiteSpace' | 'surroundings';

/** Why an edit was refused. */
export type Refusal = 'empty' | 'unchanged' | 'notFound' | 'ambiguous' | 'overlaps';

/** What became of one edit. */
export type EditResult =
  | { readonly applied: true; readonly match: Match; readonly replacements: readonly Replacement[] }
  | {
      readonly applied: false;
      readonly refusal: Refusal;
      /** Written for the model: what was wrong, and what would be right. */
      readonly reason: string;
    };

/** A text after its edits, and what became of each of them, in their order. */
export interface EditOutcome {
  readonly text: string;
  readonly results: readonly EditResult[];
}
