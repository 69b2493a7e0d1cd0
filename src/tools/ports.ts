import type { Editors, Languages } from './codePorts';
import type { Git } from './gitPorts';
import type { CallGuard, Place } from './guard';
import type { Tasks, Terminals } from './runPorts';
import type { ToolContext } from './toolbox';

/** Everything a tool can reach. */
export interface ToolHost {
  readonly guard: CallGuard;
  readonly context: ToolContext;
  /** The names of the workspace folders. */
  readonly folders: readonly string[];
  readonly files: Files;
  readonly search: Search;
  readonly languages: Languages;
  readonly git: Git;
  readonly editors: Editors;
  readonly terminals: Terminals;
  readonly tasks: Tasks;
  readonly changes: Changes;
}

/** What stands at a place. */
export interface FileFacts {
  readonly kind: 'file' | 'folder' | 'other';
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly changedAt: number;
}
export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
}
/** A cell of a notebook. */
export interface NotebookCell {
  readonly kind: 'code' | 'text';
  readonly language: string;
  readonly text: string;
  /** The text that its last run printed. */
  readonly output: string;
}

/** What a file holds, as its bytes show and not its name. */
export type FileContent =
  | { readonly kind: 'text'; readonly text: string; readonly isUnsaved: boolean }
  | {
      readonly kind: 'image' | 'audio' | 'video' | 'document';
      readonly mimeType: string;
      readonly bytes: Uint8Array;
    }
  /** Nothing that can be read; `what` is its MIME type where that is known. */
  | { readonly kind: 'unknown'; readonly what?: string };

/** Files, as the editor has them: with what is not saved yet. All throw a ToolError when the place is not as needed. */
export interface Files {
  /** `undefined` when nothing is there. */
  stat(place: Place): Promise<FileFacts | undefined>;
  /** What a file holds; its text decoded as the editor decodes it. */
  content(place: Place): Promise<FileContent>;
  /**
   * The text of a file, decoded as the editor decodes it.
   * @throws ToolError when it holds anything else.
   */
  text(place: Place): Promise<string>;
  list(place: Place): Promise<readonly FolderEntry[]>;
  /** `undefined` when the file is no notebook that can be opened. */
  notebook(place: Place): Promise<readonly NotebookCell[] | undefined>;
}

export interface FileQuery {
  /** A glob, relative to `below`; one without a slash is looked for in every folder. */
  readonly glob: string;
  readonly below: Place | undefined;
  readonly order: 'newest' | 'path';
  readonly most: number;
}
/** What is looked for in each text. */
export interface TextPattern {
  readonly pattern: string;
  readonly isRegex: boolean;
  readonly caseSensitive: boolean;
  readonly wholeWords: boolean;
  /** Lines shown before and after each match. */
  readonly context: number;
  /** As many matching lines are wanted. */
  readonly most: number;
}
export interface TextQuery extends TextPattern {
  /** Globs that a file must match one of; any when empty. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly below: Place | undefined;
}
export interface TextMatch {
  /** As the model calls the file. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
  /** False for a line of context. */
  readonly isMatch: boolean;
}
export interface Bounded<T> {
  readonly items: readonly T[];
  /** Whether there are more than were wanted. */
  readonly cut: boolean;
}
/** Finding in all folders, what is ignored and what is hidden left out. Globs are relative to `below`. */
export interface Search {
  /** @throws ToolError when the glob is wrong. */
  files(query: FileQuery, signal: AbortSignal): Promise<Bounded<string>>;
  /** @throws ToolError when the pattern is wrong. */
  text(query: TextQuery, signal: AbortSignal): Promise<Bounded<TextMatch>>;
}

/** A change of one file, whole. */
export type FileChange =
  | { readonly kind: 'create'; readonly place: Place; readonly text: string }
  | {
      readonly kind: 'edit';
      readonly place: Place;
      readonly before: string;
      readonly after: string;
    }
  | { readonly kind: 'rename'; readonly place: Place; readonly to: Place }
  | { readonly kind: 'delete'; readonly place: Place };
/** What was made of a change. */
export interface ChangeOutcome {
  /** For the model: what was applied, and what was not. */
  readonly told: string;
  /** For the person: "2 of 3 changes". */
  readonly summary: string;
  /** Whether nothing was applied. */
  readonly rejected: boolean;
}
/** Where changes go that a tool proposes. */
export interface Changes {
  /**
   * Makes a change that the person has let pass, through the editor, as one step that can be undone.
   * @throws ToolError when a file is no longer as it was when the change was made up.
   */
  apply(change: FileChange, signal: AbortSignal): Promise<ChangeOutcome>;
}
