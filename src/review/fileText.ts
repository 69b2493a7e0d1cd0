import type { LineRange } from './edit';
import { type IndentUnit, indentUnitOf } from './indentation';
import { indexLines, type LineIndex } from './lineIndex';
import { type LineEnds, lineEndsOf } from './lineEnds';
import { lineAt, lineStartsOf } from './lineStarts';
import { foldedSight, type LineView, plainSight, viewLines } from './lineView';
import type { Place } from './place';
import { lineEndOf, splitLines } from './splitLines';

/** So many lines tell how a file is indented. */
const linesForIndent = 2000;

/** The text of a file. What is learnt about it is learnt once, when it is first asked for. */
export class FileText {
  readonly text: string;
  readonly lineEnds: LineEnds;
  #lineStarts: Int32Array | undefined;
  #plain: LineView | undefined;
  #folded: LineView | undefined;
  #foldedIndex: LineIndex | undefined;
  #indentUnit: IndentUnit | undefined;

  constructor(text: string) {
    this.text = text;
    this.lineEnds = lineEndsOf(text);
  }

  get lineStarts(): Int32Array {
    return (this.#lineStarts ??= lineStartsOf(this.text));
  }

  /** The lines as they are, with `\n` at the end of each. */
  get plain(): LineView {
    return (this.#plain ??= viewLines(this.text, this.lineStarts, plainSight));
  }

  /** The lines without the white space that does not separate words. */
  get folded(): LineView {
    return (this.#folded ??= viewLines(this.text, this.lineStarts, foldedSight));
  }

  /** Where each folded line is. */
  get foldedIndex(): LineIndex {
    return (this.#foldedIndex ??= indexLines(this.folded.lines));
  }

  /** How the file is indented; by two spaces when it does not tell. */
  get indentUnit(): IndentUnit {
    return (this.#indentUnit ??=
      indentUnitOf(splitLines(this.text.slice(0, this.lineStarts[linesForIndent]))) ?? 2);
  }

  /** The number of the line, counted from 1, in which an offset is. */
  lineNumber(offset: number): number {
    return lineAt(this.lineStarts, offset) + 1;
  }

  /** The lines, counted from 1, in which a part of the text is. */
  lineRange({ start, end }: Place): LineRange {
    return { first: this.lineNumber(start), last: this.lineNumber(Math.max(start, end - 1)) };
  }

  /** The line end of the line in which an offset is, else of the line before; `\n` where there is only one line. */
  lineEndAt(offset: number): string {
    if (this.lineEnds !== 'mixed') return this.lineEnds === 'none' ? '\n' : this.lineEnds;
    const at = lineAt(this.lineStarts, offset);
    return lineEndOf(this.#line(at)) || lineEndOf(this.#line(at - 1));
  }

  #line(at: number): string {
    return this.text.slice(this.lineStarts[at], this.lineStarts[at + 1]);
  }
}
