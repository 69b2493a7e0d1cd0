import { codeBlocks } from '../conversation/codeBlocks';

/**
 * The number under which the extension finds the code that is shown, so that what is copied or inserted is always
 * what was seen; `undefined` when it does not find it.
 */
export function locateBlock(source: string, code: string, expected: number): number | undefined {
  const blocks = codeBlocks(source);
  const isIt = (block: { readonly code: string } | undefined): boolean =>
    block?.code.trimEnd() === code.trimEnd();
  if (isIt(blocks[expected])) return expected;
  const at = blocks.findIndex(isIt);
  return at < 0 ? undefined : at;
}
