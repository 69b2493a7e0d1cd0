import type { JSX } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import type { Block } from './markdownBlocks';
import { MarkdownBlock } from './MarkdownBlock';
import { memo } from './memo';
import { partContext, type PartContext } from './partContext';
import { useMarkdownBlocks } from './useMarkdownBlocks';

/** Layout skips whole groups that are out of sight; with 32 blocks each, a long answer stays nearly linear. */
const groupSize = 32;
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
  const blocks = useMarkdownBlocks(source, open);
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
