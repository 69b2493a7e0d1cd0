import type { Place } from './guard';

/** What was found in the workspace, and what there is beside it. */
export interface Findings<T> {
  readonly items: readonly T[];
  /** Files of libraries, or outside of the workspace, where there is more. They are named and not read. */
  readonly outside: readonly string[];
  /** As many are in files that may not be shown. */
  readonly hidden: number;
  /** What the model should know of how complete this is, in a sentence. */
  readonly note?: string | undefined;
}
/** A place in code; lines are counted from 1. */
export interface CodeLocation {
  /** As the model calls the file. */
  readonly file: string;
  readonly line: number;
  /** The line, without the white space around it; empty where it was not read. */
  readonly text: string;
}
export interface CodeSymbol {
  readonly file: string;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly name: string;
  /** Such as `class` or `function`. */
  readonly kind: string;
  readonly container: string;
  readonly depth: number;
}
export interface CodeProblem {
  readonly file: string;
  readonly line: number;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly message: string;
  /** What reports it, such as `ts 2322`. */
  readonly source: string;
}
/** Where a symbol stands in a file: its name, and the line (counted from 1) it is used or declared on. */
export interface SymbolUse {
  readonly place: Place;
  readonly symbol: string;
  readonly line: number | undefined;
}
/** What is known of a symbol, and the line of the file it was found on. */
export interface SymbolFindings extends Findings<CodeLocation> {
  readonly at: number;
}
/** What the language services of the editor know. */
export interface Languages {
  /** Of a file, of all files of a folder, or of all. */
  problems(place: Place | undefined, signal: AbortSignal): Promise<Findings<CodeProblem>>;
  /** In the order of the file. */
  documentSymbols(place: Place, signal: AbortSignal): Promise<Findings<CodeSymbol>>;
  workspaceSymbols(query: string, signal: AbortSignal): Promise<Findings<CodeSymbol>>;
  /**
   * @param most as many lines are read; places beyond them have no text
   * @throws ToolError when the symbol does not stand there.
   */
  look(
    what: 'definition' | 'references' | 'implementations' | 'typeDefinition',
    use: SymbolUse,
    most: number,
    signal: AbortSignal,
  ): Promise<SymbolFindings>;
  /** @throws ToolError when the symbol does not stand there. */
  hover(use: SymbolUse, signal: AbortSignal): Promise<{ readonly at: number; readonly text: string }>;
}

export interface OpenEditor {
  readonly file: string;
  readonly isActive: boolean;
  readonly isVisible: boolean;
  readonly isUnsaved: boolean;
}
/** What is selected, or where the cursor is when nothing is. */
export interface EditorSelection {
  readonly file: string;
  readonly firstLine: number;
  readonly lastLine: number;
  /** Empty when nothing is selected. */
  readonly text: string;
}
export interface Editors {
  /** Those that the guard lets show; `hidden` counts the others. */
  open(): Promise<{ readonly editors: readonly OpenEditor[]; readonly hidden: number }>;
  /** Of the active editor, when the guard lets show it; the main one first. */
  selections(): Promise<readonly EditorSelection[]>;
}
