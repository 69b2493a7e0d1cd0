import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { CallPart } from '../conversation/calls';
import { visibleText } from '../util/visibleText';
import { callWords } from './callWords';
import type { DiffLine } from './diffLines';
import { Icon } from './Icon';

/** As many lines of a long piece are shown at first. */
const shownLines = 16;

const marks = { added: '+', removed: '-', same: ' ' } as const;

/** The lines of a change. */
export function DiffLines({ lines }: { readonly lines: readonly DiffLine[] }): JSX.Element {
  const [open, setOpen] = useState(false);
  const long = lines.length > shownLines + 6;
  const shown = open || !long ? lines : lines.slice(0, shownLines);
  return (
    <>
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
    </>
  );
}

/** A piece of a change that is decided on by itself: its lines, and the answers or what was decided. */
export function DiffPart(props: {
  readonly part: CallPart;
  /** Its number and that of all. */
  readonly at: number;
  readonly of: number;
  readonly lines: readonly DiffLine[];
  readonly path: string;
  readonly disabled: boolean;
  readonly onDecide: (part: string, decision: 'accepted' | 'rejected') => void;
}): JSX.Element {
  const { part, at, of, lines, path, disabled, onDecide } = props;
  const { id, decision, conflict } = part;
  const name = callWords.part(at, of, visibleText(path));
  return (
    <div class="diffPart" role="group" aria-label={name}>
      <DiffLines lines={lines} />
      {conflict !== undefined && (
        <p class="partNote">
          <Icon name="warning" /> {visibleText(conflict)}
        </p>
      )}
      {decision === 'pending' ? (
        <div class="partBar">
          <button
            type="button"
            class="linkButton"
            aria-label={callWords.acceptPart(name)}
            disabled={disabled}
            onClick={() => onDecide(id, 'accepted')}
          >
            {callWords.accept}
          </button>
          <button
            type="button"
            class="linkButton"
            aria-label={callWords.rejectPart(name)}
            onClick={() => onDecide(id, 'rejected')}
          >
            {callWords.reject}
          </button>
        </div>
      ) : (
        <div class="partBar">
          <Icon name={decision === 'accepted' ? 'check' : 'close'} /> {callWords.partStates[decision]}
        </div>
      )}
    </div>
  );
}
