/** Text of any length of which the beginning and the end are kept. */
export interface BoundedText {
  add(text: string): void;
  /** What is kept, with a line in the gap that says what is missing; `end` stands after it as if it had been added. */
  read(end?: string): string;
}

/** @param head as many characters of the beginning are kept; @param tail as many of the end */
export function createBoundedText(head: number, tail: number): BoundedText {
  let first = '';
  let last = '';
  let cutLines = 0;
  let cutCharacters = 0;

  const shorten = (
    text: string,
  ): { readonly kept: string; readonly lines: number; readonly size: number } => {
    if (text.length <= tail) return { kept: text, lines: 0, size: 0 };
    const from = wholeAt(text, lineStart(text, text.length - tail));
    return { kept: text.slice(from), lines: countLines(text, from), size: from };
  };
  return {
    add(text) {
      const room = head - first.length;
      const fits =
        last === '' && cutCharacters === 0 && room > 0 ? wholeAt(text, Math.min(room, text.length)) : 0;
      first += text.slice(0, fits);
      last += text.slice(fits);
      // Cut at twice the size, so that each character is moved once or so.
      if (last.length <= 2 * tail) return;
      const { kept, lines, size } = shorten(last);
      last = kept;
      cutLines += lines;
      cutCharacters += size;
    },
    read(end = '') {
      const { kept, lines, size } = shorten(last + end);
      const missing = cutCharacters + size;
      if (missing === 0) return first + kept;
      const missingLines = cutLines + lines;
      const what = missingLines === 0 ? `${missing} characters` : `${missingLines} lines`;
      const gap = `… ${what} left out …\n`;
      return `${first}${first === '' || first.endsWith('\n') ? '' : '\n'}${gap}${kept}`;
    },
  };
}

/** The start of the next line, if that is near. */
function lineStart(text: string, from: number): number {
  const end = text.indexOf('\n', from - 1);
  return end >= 0 && end - from < 500 ? end + 1 : from;
}

/** Not between the two halves of a character. */
function wholeAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}

function countLines(text: string, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
