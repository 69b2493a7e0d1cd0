/** What one level of indentation is: a tab, or so many spaces. */
export type IndentUnit = 'tab' | number;

/** The white space that a line begins with. */
export function indentOf(line: string): string {
  return line.slice(0, line.length - line.trimStart().length);
}

/** How lines are indented: by tabs or by the number of spaces that is most often one level more; `undefined` if none is. */
export function indentUnitOf(lines: readonly string[]): IndentUnit | undefined {
  let tabs = 0;
  const steps = new Map<number, number>();
  let before = 0;
  for (const line of lines) {
    if (line.trim() === '') continue;
    const indent = indentOf(line);
    if (indent.startsWith('\t')) tabs += 1;
    else if (indent.length > before)
      steps.set(indent.length - before, (steps.get(indent.length - before) ?? 0) + 1);
    before = indent.length;
  }
  let unit: number | undefined;
  let spaces = 0;
  for (const [step, count] of steps) {
    if (step > 1 && step <= 8 && count > (steps.get(unit ?? 0) ?? 0)) unit = step;
    spaces += count;
  }
  if (tabs > spaces) return 'tab';
  return unit;
}

/** How many levels an indentation is deep. */
export function levelsOf(indent: string, unit: IndentUnit): number {
  const tabs = indent.split('\t').length - 1;
  return tabs + (indent.length - tabs) / (unit === 'tab' ? 4 : unit);
}

/** An indentation of so many levels. */
export function indentBy(levels: number, unit: IndentUnit): string {
  if (unit !== 'tab') return ' '.repeat(Math.max(0, Math.round(levels * unit)));
  const tabs = Math.max(0, Math.floor(levels + 1e-9));
  return '\t'.repeat(tabs) + ' '.repeat(Math.max(0, Math.round((levels - tabs) * 4)));
}
