import { type Finding, type Goal, isMet } from './finding';

/** The line of a measurement that could not be made. */
export interface Missing {
  readonly what: string;
  readonly why: string;
}

const header = ['what', 'measured', 'goal', 'met', 'medians'] as const;
const rightAligned = new Set([1, 2]);

/** The findings as a table for a terminal. */
export function table(lines: readonly (Finding | Missing)[]): string {
  const rows = [header, ...lines.map(cellsOf)];
  const widths = header.map((_name, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const rule = widths.map((width) => '─'.repeat(width)).join('──');
  const texts = rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return rightAligned.has(column) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
  return [texts[0], rule, ...texts.slice(1)].join('\n');
}

function cellsOf(line: Finding | Missing): readonly string[] {
  if ('why' in line) return [line.what, '–', '', '', line.why];
  const met = isMet(line);
  return [
    line.what,
    withUnit(line.value, line.unit),
    line.goal === undefined ? '' : goalWords(line.goal, line.unit),
    met === undefined ? '' : met ? 'yes' : 'NO',
    line.detail,
  ];
}

function goalWords(goal: Goal, unit: Finding['unit']): string {
  if ('atMost' in goal) return `≤ ${goal.atMost} ${unit}`;
  return 'atLeast' in goal ? `≥ ${goal.atLeast} ${unit}` : `< ${goal.below} ${unit}`;
}

function withUnit(value: number, unit: Finding['unit']): string {
  return `${rounded(value)} ${unit}`;
}

/** A number with as many digits as say something. */
export function rounded(value: number): string {
  return value.toFixed(Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2);
}
