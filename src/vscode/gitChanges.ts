import type { InputBlock } from '../conversation/state';
import { madeBlock } from '../session/input';
import { gitApi, type GitRepository } from './gitApi';
import { InputError } from './readInput';

/** As much of a change as a message should carry, in characters. */
const longest = 1_000_000;

/** Whether Git knows of changes that are not committed. */
export async function hasChanges(): Promise<boolean> {
  return (await repositories()).some(
    ({ state }) => state.workingTreeChanges.length + state.indexChanges.length > 0,
  );
}

/**
 * The changes of every repository as Git shows them, staged ones first.
 * @throws InputError when there are none, or too many.
 */
export async function changesBlock(): Promise<InputBlock> {
  const diffs: string[] = [];
  for (const repository of await repositories()) {
    diffs.push(await repository.diff(true), await repository.diff(false));
  }
  const text = diffs.filter((diff) => diff !== '').join('\n');
  if (text === '') throw new InputError('Git has no changes to tracked files.');
  if (text.length > longest)
    throw new InputError('The changes are too large to attach. Attach files of them.');
  return madeBlock({
    kind: 'changes',
    name: 'changes',
    heading: 'Changes that are not committed',
    languageId: 'diff',
    text,
  });
}

async function repositories(): Promise<readonly GitRepository[]> {
  return (await gitApi())?.repositories ?? []; // Without Git there are no changes to offer.
}
