/** Where each line of a text begins; one more begins after the last line end, even when nothing follows it. */
export function lineStartsOf(text: string): Int32Array {
  let starts = new Int32Array(1024);
  let count = 1;
  const add = (start: number): void => {
    if (count === starts.length) {
      const more = new Int32Array(2 * count);
      more.set(starts);
      starts = more;
    }
    starts[count++] = start;
  };
  let carriageReturn = text.indexOf('\r');
  for (let lineFeed = text.indexOf('\n'); ; lineFeed = text.indexOf('\n', lineFeed + 1)) {
    const stop = lineFeed < 0 ? text.length : lineFeed;
    while (carriageReturn >= 0 && carriageReturn < stop) {
      if (carriageReturn !== lineFeed - 1) add(carriageReturn + 1);
      carriageReturn = text.indexOf('\r', carriageReturn + 1);
    }
    if (lineFeed < 0) return starts.subarray(0, count);
    add(lineFeed + 1);
  }
}

/** The line, counted from 0, in which an offset is. */
export function lineAt(starts: Int32Array, offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** How many line ends are in a text. */
export function countLineEnds(text: string): number {
  if (text.includes('\r')) return text.match(/\r\n?|\n/g)?.length ?? 0;
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
