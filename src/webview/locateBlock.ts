import { codeBlocks, type FencedBlock } from '../conversation/codeBlocks';

/**
 * The number under which the extension finds the code that is shown, so that what is copied or inserted is always
 * what was seen; `undefined` when it does not find it.
 */
export function locateBlock(source: string, code: string, expected: number): number | undefined {
  const blocks = codeBlocks(source);
  const wanted = withoutIndentation(code);
  const isWanted = (block: FencedBlock): boolean => withoutIndentation(block.code) === wanted;
  const there = blocks[expected];
  if (there !== undefined && isWanted(there)) return expected;
  const at = blocks.findIndex(isWanted);
  return at < 0 ? undefined : at;
}

/** Two readers of Markdown may take off different amounts of the indentation that a list gives its code. */
function withoutIndentation(code: string): string {
  return code.replace(/^[ \t]+/gm, '').trimEnd();
}
