import type { JsonObject, Step } from '../../../src/api/types';
import { plain } from '../json';
import { headOf } from './run';
import type { Run } from './run';

/** What an interaction added to its chain: the input, then the model's steps. */
export const timelineOf = ({ input, steps }: Run): readonly Step[] => [...input, ...steps];

/**
 * The resource on the wire. The answer to the request that made it has the new steps only; asked for later, it has
 * the user's steps too.
 */
export function resourceOf(
  run: Run,
  more: { readonly timeline?: boolean; readonly input?: boolean } = {},
): JsonObject {
  const { id, status, usage, created, updated, service_tier, ...rest } = headOf(run);
  const steps = (more.timeline ? timelineOf(run) : run.steps).map(plain);
  return {
    ...(id === undefined ? {} : { id }),
    status,
    ...(usage === undefined ? {} : { usage }),
    created,
    updated,
    service_tier,
    steps,
    ...(more.input ? { input: run.request['input'] } : {}),
    ...rest,
  };
}
