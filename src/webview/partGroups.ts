import type { TurnPart } from './turnParts';

/** Parts of an answer that are shown one by one, or folded into one row. */
export interface PartGroup {
  readonly key: string;
  readonly parts: readonly TurnPart[];
  /** How many calls are folded into the row; 0 when the parts are shown one by one. */
  readonly steps: number;
}

/** Fewer calls than this in a row stay as they are. */
const fewest = 4;

/**
 * An answer with its long rows of finished calls folded, so that it stays readable. Thoughts between the calls go with
 * them; those before and after stay.
 * @param planKey the key of the call whose plan is open
 */
export function partGroups(parts: readonly TurnPart[], planKey: string): readonly PartGroup[] {
  const groups: PartGroup[] = [];
  let row: TurnPart[] = [];
  const flush = (): void => {
    const first = row.findIndex(isCall);
    const last = row.findLastIndex(isCall);
    const folded = first < 0 ? [] : row.slice(first, last + 1);
    const steps = folded.filter(isCall).length;
    if (steps < fewest) groups.push(...row.map(alone));
    else {
      groups.push(...row.slice(0, first).map(alone));
      groups.push({ key: `row ${folded[0]?.key ?? ''}`, parts: folded, steps });
      groups.push(...row.slice(last + 1).map(alone));
    }
    row = [];
  };
  for (const part of parts) {
    if (part.kind === 'thought' || (isCall(part) && isOver(part, planKey))) row.push(part);
    else {
      flush();
      groups.push(alone(part));
    }
  }
  flush();
  return groups;
}

function alone(part: TurnPart): PartGroup {
  return { key: part.key, parts: [part], steps: 0 };
}

function isCall(part: TurnPart): boolean {
  return part.kind === 'toolCall' || part.kind === 'call';
}

function isOver(part: TurnPart, planKey: string): boolean {
  if (part.kind === 'call') return part.state !== 'running' && part.state !== 'waiting';
  if (part.kind !== 'toolCall' || part.callKey === planKey) return false;
  return part.call.state === 'answered' || part.call.state === 'dropped';
}
