import type { Client } from './client';
import { isSettled } from './followRun';

/**
 * Cancels a background run. The service may fail to say so and stop it all the same, so after a failure it is asked how
 * the run stands.
 * @returns what went wrong; `undefined` when the run goes on no longer
 */
export async function cancelRun(
  client: Pick<Client, 'cancel' | 'get'>,
  id: string,
  signal: AbortSignal,
): Promise<unknown> {
  try {
    await client.cancel(id, signal);
    return undefined;
  } catch (error) {
    try {
      const { status } = await client.get(id, {}, signal);
      return isSettled(status) ? undefined : error;
    } catch {
      return error;
    }
  }
}
