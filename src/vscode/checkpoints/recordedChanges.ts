import type { Changes } from '../../tools/ports';
import type { ToolContext } from '../../tools/toolbox';
import type { Checkpoints } from './checkpoints';

/** Changes that can be taken back with the turn that makes them. */
export function recordedChanges(
  changes: Changes,
  checkpoints: Pick<Checkpoints, 'record'>,
  { chatId, turnId }: Pick<ToolContext, 'chatId' | 'turnId'>,
): Changes {
  if (turnId === undefined) return changes;
  return {
    apply: (change, signal) =>
      checkpoints.record({ chatId, turnId }, change, () => changes.apply(change, signal)),
  };
}
