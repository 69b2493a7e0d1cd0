/** A place in a text; lines are counted from 1, columns from 0. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** Lines above and below the given one that are looked at as well: whoever counts lines counts wrongly at times. */
const near = 3;

/** The name that a symbol ends in: `total` of `Cart.total()`, `Shop::total` or `#total`. */
export function lastName(symbol: string): string {
  const bare = symbol.trim().replace(/\(.*\)?$/s, '');
  return /[^.:#\s/]+$/.exec(bare)?.[0] ?? bare;
}

/** Where a name stands in a text, as a whole word. */
export function occurrences(text: string, name: string, most = 1000): readonly TextPosition[] {
  if (name === '') return [];
  const found: TextPosition[] = [];
  const pattern = wholeWord(name);
  for (const [at, content] of text.split(/\r\n|\r|\n/).entries()) {
    for (const { index } of content.matchAll(pattern)) {
      found.push({ line: at + 1, column: index });
      if (found.length >= most) return found;
    }
  }
  return found;
}

/** Of places, those on a line, or else on the nearest line beside it. */
export function onLine(positions: readonly TextPosition[], line: number): readonly TextPosition[] {
  const distance = Math.min(...positions.map((position) => Math.abs(position.line - line)));
  return distance > near ? [] : positions.filter((position) => Math.abs(position.line - line) === distance);
}

function wholeWord(name: string): RegExp {
  const escaped = name.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
  const inside = String.raw`[\p{L}\p{N}\p{M}_$]`;
  const before = new RegExp(`^${inside}`, 'u').test(name) ? `(?<!${inside})` : '';
  const after = new RegExp(`${inside}$`, 'u').test(name) ? `(?!${inside})` : '';
  return new RegExp(before + escaped + after, 'gu');
}
