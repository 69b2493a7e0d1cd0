import vm from 'node:vm';
import { linesOf } from '../../tools/numberedLines';
import type { Bounded, TextMatch, TextPattern } from '../../tools/ports';
import { ToolError } from '../../util/toolError';
import { shortened } from './ripgrepMessages';

/** Milliseconds that a pattern may take in one file: some take longer than anybody can wait. */
const longestMs = 1000;
/** Runs where it can be stopped in the middle of a line. */
const scan = new vm.Script(
  'const regex = new RegExp(pattern, flags); lines.map((line) => { const found = regex.exec(line); return found === null ? -1 : found.index; })',
);

/**
 * Finds lines of a text without ripgrep.
 * @throws ToolError when the pattern is wrong, or takes too long.
 */
export function scanLines(text: string, query: TextPattern): Bounded<Omit<TextMatch, 'file'>> {
  const lines = linesOf(text);
  const found = columnsOf(lines, query);
  const matches = found.flatMap((column, at) => (column === -1 ? [] : [at]));
  const wanted = matches.slice(0, query.most);
  const shown = new Set(
    wanted.flatMap((at) =>
      Array.from({ length: 2 * query.context + 1 }, (_line, offset) => at - query.context + offset),
    ),
  );
  return {
    items: lines.flatMap((line, at) =>
      shown.has(at)
        ? [{ line: at + 1, text: shortened(line, found[at] ?? 0), isMatch: wanted.includes(at) }]
        : [],
    ),
    cut: matches.length > wanted.length,
  };
}

function columnsOf(
  lines: readonly string[],
  { pattern, isRegex, wholeWords, caseSensitive }: TextPattern,
): readonly number[] {
  const source = isRegex ? pattern : pattern.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const sandbox = {
    lines,
    pattern: wholeWords ? `(?<!\\w)(?:${source})(?!\\w)` : source,
    flags: caseSensitive ? 'u' : 'iu',
  };
  try {
    return scan.runInNewContext(sandbox, { timeout: longestMs }) as readonly number[];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ToolError(/timed out/.test(why) ? 'The pattern takes too long; write a simpler one.' : why, {
      cause: error,
    });
  }
}
