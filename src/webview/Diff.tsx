import type { JSX } from 'preact';
import type { CallFact, CallReview } from '../conversation/calls';
import { visibleText } from '../util/visibleText';
import { callWords } from './callWords';
import { type DiffLine, diffLines } from './diffLines';
import { DiffLines, DiffPart } from './DiffPart';
import { IconButton } from './IconButton';
import { usePanel } from './panelContext';

/** The change of one file, line by line; in pieces where each is decided on by itself. */
export function Diff(props: {
  readonly fact: Extract<CallFact, { readonly kind: 'diff' }>;
  readonly at: number;
  readonly turnId: string;
  readonly callKey: string;
  readonly review?: CallReview | undefined;
  /** Whether nothing may be accepted yet. */
  readonly disabled: boolean;
}): JSX.Element {
  const { fact, at, turnId, callKey, review, disabled } = props;
  const { post } = usePanel();
  const lines = diffLines(fact.diff);
  const count = (kind: 'added' | 'removed'): number => lines.filter((line) => line.kind === kind).length;
  const { parts = [] } = review ?? {};
  const isInParts = parts.length > 1 || parts.some(({ conflict }) => conflict !== undefined);
  const pieces = isInParts ? piecesOf(lines) : [];
  const notShown = isInParts ? parts.length - pieces.length : 0;
  return (
    <div class="codeBlock diff" role="group" aria-label={callWords.change(visibleText(fact.path))}>
      <div class="codeBar">
        <span class="codeLanguage" dir="ltr">
          {visibleText(fact.path)} · {callWords.changed(count('added'), count('removed'))}
        </span>
        <IconButton
          icon="diff-multiple"
          name={review === undefined ? callWords.openDiff : callWords.openReview}
          onClick={() => post({ type: 'openDiff', turnId, callKey, fact: at })}
        />
      </div>
      {isInParts ? (
        pieces.map((piece, number) => {
          const part = parts[number];
          return part === undefined ? null : (
            <DiffPart
              key={part.id}
              part={part}
              at={number + 1}
              of={parts.length}
              lines={piece}
              path={fact.path}
              disabled={disabled}
              onDecide={(id, decision) => post({ type: 'decidePart', turnId, callKey, part: id, decision })}
            />
          );
        })
      ) : (
        <DiffLines lines={lines} />
      )}
      {fact.cut > 0 && <p class="hint">{callWords.leftOut(fact.cut)}</p>}
      {notShown > 0 && <p class="hint">{callWords.partsLeftOut(notShown)}</p>}
    </div>
  );
}

/** The pieces of a change, between which lines that stay are left out. */
function piecesOf(lines: readonly DiffLine[]): readonly (readonly DiffLine[])[] {
  const pieces: DiffLine[][] = [[]];
  for (const line of lines) {
    if (line.kind === 'gap') pieces.push([]);
    else pieces.at(-1)?.push(line);
  }
  return pieces;
}
