import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { CallFact } from '../conversation/calls';
import { visibleText } from '../util/visibleText';
import { callWords } from './callWords';
import { diffLines } from './diffLines';
import { IconButton } from './IconButton';
import { usePanel } from './panelContext';

/** As many lines of a long change are shown at first. */
const shownLines = 16;

/** The change of one file, line by line. */
export function Diff(props: {
  readonly fact: Extract<CallFact, { readonly kind: 'diff' }>;
  readonly at: number;
  readonly turnId: string;
  readonly callKey: string;
}): JSX.Element {
  const { fact, at, turnId, callKey } = props;
  const { post } = usePanel();
  const [open, setOpen] = useState(false);
  const lines = diffLines(fact.diff);
  const count = (kind: 'added' | 'removed'): number => lines.filter((line) => line.kind === kind).length;
  const long = lines.length > shownLines + 6;
  const shown = open || !long ? lines : lines.slice(0, shownLines);
  return (
    <div class="codeBlock diff" role="group" aria-label={callWords.change(visibleText(fact.path))}>
      <div class="codeBar">
        <span class="codeLanguage" dir="ltr">
          {visibleText(fact.path)} · {callWords.changed(count('added'), count('removed'))}
        </span>
        <IconButton
          icon="diff-multiple"
          name={callWords.openDiff}
          onClick={() => post({ type: 'openDiff', turnId, callKey, fact: at })}
        />
      </div>
      <pre dir="ltr" tabIndex={0}>
        {shown.map(({ kind, text }, line) => (
          <span key={line} class={`diffLine ${kind}`}>
            {kind === 'gap' ? '⋯' : `${marks[kind]} ${visibleText(text)}`}
            {'\n'}
          </span>
        ))}
      </pre>
      {long && (
        <button
          type="button"
          class="linkButton foldButton"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open ? callWords.showLess : callWords.showAll(lines.length)}
        </button>
      )}
      {fact.cut > 0 && <p class="hint">{callWords.leftOut(fact.cut)}</p>}
    </div>
  );
}

const marks = { added: '+', removed: '-', same: ' ' } as const;
