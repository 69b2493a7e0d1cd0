import type { GuardPorts } from '../../tools/guard';
import type { Logger } from '../../util/log';
import { isOnDisk, uriIn } from '../tools/uriOf';
import { type Checkpoints, createCheckpoints } from './checkpoints';
import { contentNow } from './contentNow';

/** The checkpoints of the workspace that is open. */
export function workspaceCheckpoints(folder: string, guard: GuardPorts, log: Logger): Checkpoints {
  return createCheckpoints(folder, {
    contentNow: (place) => contentNow(place, guard),
    uriIn: (root, relative) => uriIn(root, relative).toString(),
    isOnDisk,
    log,
  });
}
