import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { markdownBlocks, type Block, type MarkdownBlocks } from './markdownBlocks';

/** An unfinished block longer than this, in characters, is not lexed again for every word. */
const longTail = 16_000;
/** As long, in milliseconds, what has come may stay unseen. */
const patienceMs = 200;

/**
 * The blocks of a text that may grow. What has been lexed before is kept; where a list or a code block of a hundred
 * kilobytes would have to be lexed for every few words, they wait for more, or for a moment.
 */
export function useMarkdownBlocks(source: string, open: boolean): readonly Block[] {
  const lexed = useRef<{ readonly source: string; readonly state: MarkdownBlocks } | undefined>(undefined);
  const [overdue, setOverdue] = useState('');
  const { state } = useMemo(() => {
    const before = lexed.current;
    if (before !== undefined && open && overdue !== source && canWait(source, before.source, before.state)) {
      return before;
    }
    lexed.current = { source, state: markdownBlocks(source, open, before?.state) };
    return lexed.current;
  }, [source, open, overdue]);
  const isLate = lexed.current?.source !== source;
  useEffect(() => {
    if (!isLate) return undefined;
    const timer = setTimeout(() => setOverdue(source), patienceMs);
    return () => clearTimeout(timer);
  }, [isLate, source]);
  return state.blocks;
}

function canWait(source: string, before: string, { settledAt }: MarkdownBlocks): boolean {
  const unsettled = before.length - settledAt;
  const added = source.length - before.length;
  return unsettled > longTail && added >= 0 && added < unsettled / 64 && source.startsWith(before);
}
