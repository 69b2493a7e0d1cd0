import { createBoundedText } from '../../tools/boundedText';
import { createTerminalText } from '../../tools/terminalText';

/** What a command prints: kept as plain text within bounds, and shown as it comes. */
export interface CommandOutput {
  /** Takes what it printed next, as it printed it. */
  take(printed: string): void;
  /** All of it; of long output the beginning and the end. */
  read(): string;
  /** Shows what is left, and nothing more. */
  stopShowing(): void;
}

/** As many characters are kept of the beginning and of the end. */
const headSize = 8_000;
const tailSize = 16_000;
const showEveryMs = 100;
/** As many characters are shown at once; of more, the last. */
const shownAtOnce = 4_000;

/** Creates what takes the output of one command. */
export function createCommandOutput(show: (text: string) => void): CommandOutput {
  const plain = createTerminalText();
  const kept = createBoundedText(headSize, tailSize);
  let waiting = '';
  let timer: NodeJS.Timeout | undefined;
  let shows = true;
  /** The line that is being written: what was seen of it last time, and what is shown of it. */
  let seenLine = '';
  let shownLine = '';

  const showNow = (final: boolean): void => {
    let text = waiting;
    waiting = '';
    if (text !== '' && shownLine !== '') {
      // The shown line has got its end, or has been written over.
      text = text.startsWith(shownLine) ? text.slice(shownLine.length) : `\n${text}`;
      shownLine = '';
    }
    const line = plain.line();
    // A line that changes all the time, such as a progress bar, is shown once it stands still.
    if (line !== shownLine && (final || line === seenLine)) {
      text += line.startsWith(shownLine) ? line.slice(shownLine.length) : `\n${line}`;
      shownLine = line;
    }
    seenLine = line;
    if (text.length > shownAtOnce) text = `…${text.slice(-shownAtOnce)}`;
    if (text !== '') show(text);
    if (!final && line !== shownLine) plan();
  };
  const plan = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      showNow(false);
    }, showEveryMs);
  };
  return {
    take(printed) {
      const lines = plain.write(printed);
      kept.add(lines);
      if (!shows) return;
      waiting += lines;
      if (waiting.length > 2 * shownAtOnce) waiting = waiting.slice(-shownAtOnce - 1);
      plan();
    },
    read: () => kept.read(plain.line()),
    stopShowing() {
      if (!shows) return;
      clearTimeout(timer);
      showNow(true);
      shows = false;
    },
  };
}
