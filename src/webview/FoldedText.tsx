import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { callWords } from './callWords';

/** As many lines of a long text are shown at first. */
const shownLines = 12;

/** Text in the font of code. Of a long one only the beginning or the end is shown until it is unfolded. */
export function FoldedText(props: {
  readonly text: string;
  /** What a screen reader calls it. */
  readonly name: string;
  readonly keep: 'start' | 'end';
  /** Shown whole, whatever its length. */
  readonly whole?: boolean;
}): JSX.Element {
  const { text, name, keep, whole = false } = props;
  const [open, setOpen] = useState(false);
  const lines = text.replace(/\n$/, '').split('\n');
  const long = !whole && lines.length > shownLines + 3;
  const shown =
    open || !long ? lines : keep === 'start' ? lines.slice(0, shownLines) : lines.slice(-shownLines);
  const fold = long && (
    <button type="button" class="linkButton foldButton" aria-expanded={open} onClick={() => setOpen(!open)}>
      {open ? callWords.showLess : callWords.showAll(lines.length)}
    </button>
  );
  return (
    <div class="foldedText">
      {keep === 'end' && fold}
      <pre dir="ltr" tabIndex={0} role="group" aria-label={name}>
        {shown.join('\n')}
      </pre>
      {keep === 'start' && fold}
    </div>
  );
}
