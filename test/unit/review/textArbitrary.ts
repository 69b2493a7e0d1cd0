import fc from 'fast-check';

/** Line ends of every kind. */
export const lineEnd = fc.constantFrom('\n', '\r\n', '\r');

/** Few different lines, so that many are alike. */
export const line = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('', 'a', 'b', '  a', '}', 'a b', '\t', 'end') },
  fc.string({ maxLength: 6 }).map((text) => text.replace(/[\r\n]/g, '')),
);

/** A text of some lines with any line ends, with or without one at its end, with or without a byte order mark. */
export const text = fc
  .record({
    mark: fc.constantFrom('', '', '', '\uFEFF'),
    lines: fc.array(fc.tuple(line, lineEnd), { maxLength: 30 }),
    last: line,
  })
  .map(({ mark, lines, last }) => mark + lines.map((each) => each.join('')).join('') + last);

/** A text and what some replaced, added and removed lines make of it. */
export const textAndChanged = fc
  .tuple(
    fc.array(fc.tuple(line, lineEnd), { maxLength: 40 }),
    fc.array(fc.tuple(fc.nat(40), fc.nat(4), fc.array(fc.tuple(line, lineEnd), { maxLength: 4 })), {
      maxLength: 6,
    }),
    fc.tuple(line, line),
  )
  .map(([lines, edits, [last, newLast]]): readonly [string, string] => {
    const changed = [...lines];
    for (const [at, count, added] of edits) changed.splice(at, count, ...added);
    const asText = (each: readonly (readonly [string, string])[]): string =>
      each.map((one) => one.join('')).join('');
    return [asText(lines) + last, asText(changed) + newLast];
  });
