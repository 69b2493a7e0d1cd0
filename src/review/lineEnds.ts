/** How the lines of a text end. `mixed`: not all alike; `none`: there is only one line. */
export type LineEnds = '\n' | '\r\n' | 'mixed' | 'none';

/** How the lines of a text end. Lone `\r` count as mixed. */
export function lineEndsOf(text: string): LineEnds {
  let carriageReturn = text.indexOf('\r');
  if (carriageReturn < 0) return text.includes('\n') ? '\n' : 'none';
  let lineFeed = text.indexOf('\n');
  while (carriageReturn >= 0 && lineFeed === carriageReturn + 1) {
    carriageReturn = text.indexOf('\r', lineFeed);
    lineFeed = text.indexOf('\n', lineFeed + 1);
  }
  return carriageReturn < 0 && lineFeed < 0 ? '\r\n' : 'mixed';
}

/** The same text with `\n` at the end of each line. */
export function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}
