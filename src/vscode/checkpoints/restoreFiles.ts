import * as vscode from 'vscode';
import type { RestoreStep } from '../../review/planRestore';
import { createGuard, type GuardPorts, type Place } from '../../tools/guard';
import type { Changes } from '../../tools/ports';
import type { Logger } from '../../util/log';
import { isToolError, ToolError } from '../../util/toolError';
import { writeContent } from '../tools/writeContent';
import type { TurnReference } from './checkpointFiles';
import type { Checkpoints } from './checkpoints';

/** What came of restoring files. */
export interface Restored {
  /** The URIs of those that are as they were. */
  readonly done: readonly string[];
  /** Why others are not, for the person. */
  readonly problems: readonly string[];
}

/** What restoring needs. */
export interface RestorePorts {
  readonly checkpoints: Checkpoints;
  readonly guard: GuardPorts;
  readonly changes: Changes;
  readonly log: Logger;
}

/**
 * Brings files back to what they were. Each is looked at once more before: one that was changed since the plan was made
 * is left alone. What was in them is kept under a name of its own, so that this can be undone.
 */
export async function restoreFiles(
  steps: readonly RestoreStep[],
  as: TurnReference,
  ports: RestorePorts,
): Promise<Restored> {
  const { log } = ports;
  const done: string[] = [];
  const problems: string[] = [];
  for (const step of steps) {
    try {
      await restoreFile(step, as, ports);
      done.push(step.path);
    } catch (error) {
      if (!isToolError(error)) log.error(error instanceof Error ? error : String(error));
      problems.push(
        isToolError(error) ? error.message : `${step.path} could not be restored. The log says more.`,
      );
    }
  }
  return { done, problems };
}

/**
 * The place of a file of a checkpoint.
 * @throws ToolError when it cannot be reached any more.
 */
export async function placeOf(uri: string, guard: GuardPorts): Promise<Place> {
  const parsed = vscode.Uri.parse(uri, true);
  return createGuard(guard).pass(parsed.scheme === 'file' ? parsed.fsPath : parsed.path, 'write');
}

async function restoreFile(
  { path, action, hash, current, mode, isUnsaved }: RestoreStep,
  as: TurnReference,
  { checkpoints, guard, changes }: RestorePorts,
): Promise<void> {
  const place = await placeOf(path, guard);
  if ((await checkpoints.hashNow(place)) !== current)
    throw new ToolError(`${place.name} was changed just now, so it was left alone.`);
  if (action === 'delete') {
    await checkpoints.record(as, { kind: 'delete', place }, () =>
      changes.apply({ kind: 'delete', place }, new AbortController().signal),
    );
    return;
  }
  const bytes = hash === undefined ? undefined : await checkpoints.images.get(hash);
  if (bytes === undefined) throw new ToolError(`What was in ${place.name} is no longer kept.`);
  const kind = action === 'recreate' ? 'create' : 'edit';
  await checkpoints.record(as, { kind, place }, () =>
    writeContent(place, { bytes, isUnsaved: isUnsaved === true, mode }, guard),
  );
}
