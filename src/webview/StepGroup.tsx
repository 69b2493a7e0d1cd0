import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { callWords, outcomeWords } from './callWords';
import { Icon } from './Icon';
import type { TurnPart } from './turnParts';

/** Many finished calls in one row, which unfolds to all of them. */
export function StepGroup(props: {
  readonly parts: readonly TurnPart[];
  readonly steps: number;
  readonly children: () => ComponentChildren;
}): JSX.Element {
  const { parts, steps, children } = props;
  const [open, setOpen] = useState(false);
  const wrong = (['failed', 'denied', 'refused'] as const).flatMap((outcome) => {
    const count = parts.filter((part) => outcomeOf(part) === outcome).length;
    return count === 0 ? [] : [`${count} ${outcomeWords[outcome]}`];
  });
  return (
    <details class="callRow stepGroup" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <Icon name="checklist" />
        <span class="rowText">
          <span class="rowTitle">{callWords.steps(steps)}</span>
          {wrong.length > 0 && <span class="rowNote">{` ${wrong.join(', ')}`}</span>}
        </span>
      </summary>
      {open && <div class="stepGroupParts">{children()}</div>}
    </details>
  );
}

function outcomeOf(part: TurnPart): string {
  if (part.kind === 'call') return part.state;
  return part.kind === 'toolCall' && part.call.state === 'answered' ? part.call.outcome : '';
}
