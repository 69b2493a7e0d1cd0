/** Makes plain text of what a program prints to a terminal, piece by piece. */
export interface TerminalText {
  /** Takes what was printed next, and returns the lines that can no longer change, each with its end. */
  write(printed: string): string;
  /** The line that is being written, as it stands. */
  line(): string;
}

/** A line that grows longer is taken for done as far as it is. */
const longestLine = 4000;
/** A text that only terminals read, such as a title, ends here if it does not end itself. */
const longestString = 4000;

/** Bell, cancel, substitute, and the 8-bit end of a string. */
const stringEnds = '\u0007\u0018\u001a\u009c';

type Mode = 'text' | 'escape' | 'skipOne' | 'control' | 'string' | 'stringEscape';

/**
 * Creates what a terminal without a screen would show: colours and titles fall away, a carriage return writes a line
 * over, and nothing is kept of a program that takes the whole screen.
 */
export function createTerminalText(): TerminalText {
  let line = '';
  let column = 0;
  let mode: Mode = 'text';
  let control = '';
  let skipped = 0;
  let fullScreen = false;
  let done = '';

  const put = (text: string): void => {
    if (fullScreen) return;
    if (column > line.length) line = line.padEnd(column);
    line =
      column === line.length ? line + text : line.slice(0, column) + text + line.slice(column + text.length);
    column += text.length;
    if (line.length > longestLine) {
      done += line;
      line = '';
      column = 0;
    }
  };
  const newLine = (): void => {
    if (fullScreen) return;
    done += `${line.trimEnd()}\n`;
    line = '';
    column = 0;
  };
  const obey = (final: string): void => {
    const count = Math.min(Number(/^\d+/.exec(control)?.[0] ?? 1), longestLine);
    if (/^\?(?:47|1047|1049)$/.test(control) && /[hl]/.test(final)) fullScreen = final === 'h';
    else if (final === 'K') erase(control);
    else if (final === 'C') column = Math.min(column + Math.max(count, 1), longestLine);
    else if (final === 'D') column = Math.max(column - Math.max(count, 1), 0);
    else if (final === 'G') column = Math.max(count - 1, 0);
    else if (final === 'P') line = line.slice(0, column) + line.slice(column + count);
    else if (/[HfABEF]/.test(final) && line !== '') newLine();
  };
  const erase = (what: string): void => {
    if (what === '2') line = '';
    else if (what === '1') line = line.slice(column).padStart(line.length);
    else line = line.slice(0, column);
  };

  const take = (character: string): void => {
    switch (mode) {
      case 'text':
        if (character === '\n') newLine();
        else if (character === '\r') column = 0;
        else if (character === '\b') column = Math.max(column - 1, 0);
        else if (character === '\t') put(' '.repeat(8 - (column % 8)));
        else if (character === '\u001b') mode = 'escape';
        else if (character === '\u009b') [mode, control] = ['control', ''];
        else if (/[\u0090\u0098\u009d-\u009f]/.test(character)) [mode, skipped] = ['string', 0];
        return;
      case 'escape':
        if (character === '[') [mode, control] = ['control', ''];
        else if (/[\]PX^_]/.test(character)) [mode, skipped] = ['string', 0];
        else mode = /[ #%()*+./-]/.test(character) ? 'skipOne' : 'text';
        return;
      case 'skipOne':
        mode = 'text';
        return;
      case 'control':
        if (character === '\u001b') mode = 'escape';
        else if (character >= '@' && character <= '~') {
          mode = 'text';
          obey(character);
        } else if (control.length < 100) control += character;
        return;
      case 'string':
        skipped += 1;
        if (character === '\u001b') mode = 'stringEscape';
        else if (stringEnds.includes(character) || skipped > longestString) mode = 'text';
        return;
      case 'stringEscape':
        mode = 'text';
        if (character !== '\\') [mode, control] = character === '[' ? ['control', ''] : ['string', ''];
        return;
    }
  };

  return {
    write(printed) {
      // Nearly all of what is printed is text: it goes by whole pieces.
      // oxlint-disable-next-line no-control-regex
      const special = /[\u0000-\u001f\u007f-\u009f]/g;
      for (let at = 0; at < printed.length;) {
        if (mode === 'text') {
          special.lastIndex = at;
          const next = special.exec(printed)?.index ?? printed.length;
          if (next > at) put(printed.slice(at, next));
          at = next;
          if (at === printed.length) break;
        }
        take(printed.charAt(at));
        at += 1;
      }
      const ready = done;
      done = '';
      return ready;
    },
    line: () => line,
  };
}
