import type { JSX } from 'preact';
import { memo } from './memo';
import { useMemo, useRef } from 'preact/hooks';
import { markdownBlocks, type Block, type MarkdownBlocks } from './markdownBlocks';
import { MarkdownBlock } from './MarkdownBlock';
import { partContext, type PartContext } from './partContext';

/** Layout skips whole groups that are out of sight; with 32 blocks each, a long answer stays nearly linear. */
const groupSize = 32;
/** An unfinished block longer than this, in characters, is not lexed again for every word. */
const longTail = 16_000;

/**
 * Markdown as elements, never as HTML. While `open`, the text may grow: blocks that are complete are neither lexed
 * nor rendered again.
 */
export function Markdown(props: {
  readonly source: string;
  readonly open: boolean;
  /** Which part of which turn it is, for the buttons of its code blocks; without it they have none. */
  readonly turnId?: string;
  readonly partKey?: string;
}): JSX.Element {
  const { source, open, turnId, partKey } = props;
  const previous = useRef<MarkdownBlocks | undefined>(undefined);
  const { blocks } = useMemo(() => {
    const before = previous.current;
    if (before !== undefined && open && canWait(source, before)) return before;
    previous.current = markdownBlocks(source, open, before);
    return previous.current;
  }, [source, open]);
  const latest = useRef(source);
  latest.current = source;
  const part = useMemo<PartContext>(
    () => ({ turnId, partKey, source: () => latest.current }),
    [turnId, partKey],
  );
  const groups: (readonly Block[])[] = [];
  for (let at = 0; at < blocks.length; at += groupSize) groups.push(blocks.slice(at, at + groupSize));
  return (
    <partContext.Provider value={part}>
      <div class="markdown">
        {groups.map((group, index) => (
          <Group key={index} blocks={group} />
        ))}
      </div>
    </partContext.Provider>
  );
}

/**
 * Whether so little has come since, compared with what would have to be lexed again, that it can wait for more. It
 * keeps a list or a code block of a hundred kilobytes from being lexed a hundred times a second.
 */
function canWait(source: string, before: MarkdownBlocks): boolean {
  const unsettled = before.source.length - before.settledAt;
  const added = source.length - before.source.length;
  return unsettled > longTail && added >= 0 && added < unsettled / 64 && source.startsWith(before.source);
}

const Group = memo(
  function Group({ blocks }: { readonly blocks: readonly Block[] }): JSX.Element {
    return (
      <div class="group">
        {blocks.map((block) => (
          <MarkdownBlock key={block.at} block={block} />
        ))}
      </div>
    );
  },
  (before, after) =>
    before.blocks.length === after.blocks.length &&
    before.blocks.every((block, at) => block === after.blocks[at]),
);
