import { randomUUID } from 'node:crypto';
import type { Conversation, Turn } from '../../conversation/state';
import type { CheckpointIndex } from '../../review/checkpoints';
import { planRestore, type RestorePlan } from '../../review/planRestore';
import { placeOf, type RestorePorts } from './restoreFiles';

/** What restorings are called among the turns of a chat. */
const restoringPrefix = 'restoring-';

/** The name under which a restoring notes what it does, so that it can be taken back. */
export function newRestoringId(): string {
  return `${restoringPrefix}${randomUUID()}`;
}

/** Whether what a turn of an index did was to restore. */
export function isRestoring(turnId: string): boolean {
  return turnId.startsWith(restoringPrefix);
}

/** What it would do to the files to go back to before a turn: it and all that was made after it is undone. */
export async function planTurns(
  { id, turns }: Pick<Conversation, 'id' | 'turns'>,
  { id: turnId, startedAt }: Pick<Turn, 'id' | 'startedAt'>,
  ports: RestorePorts,
): Promise<RestorePlan> {
  const index = await ports.checkpoints.files.load(id);
  const first = turns.findIndex((turn) => turn.id === turnId);
  const turnIds = new Set(turns.slice(first).map((turn) => turn.id));
  // What was restored since is part of what happened to the files.
  for (const touch of index.touches)
    if (isRestoring(touch.turnId) && touch.at >= startedAt) turnIds.add(touch.turnId);
  return planOf(index, turnIds, ports);
}

/** What it would do to the files, as they are now, to undo turns. */
export async function planOf(
  index: CheckpointIndex,
  turnIds: ReadonlySet<string>,
  { checkpoints, guard }: RestorePorts,
): Promise<RestorePlan> {
  const touched = index.touches.filter((touch) => turnIds.has(touch.turnId));
  const hashes = new Map<string, string | undefined>();
  for (const path of new Set(touched.map((touch) => touch.path))) {
    // What cannot be reached any more is shown, and fails with its reason when it is chosen.
    const place = await placeOf(path, guard).catch(() => undefined);
    hashes.set(path, place === undefined ? undefined : await checkpoints.hashNow(place));
  }
  return planRestore(index, turnIds, (path) => hashes.get(path));
}
