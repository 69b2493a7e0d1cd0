import type { FromPanel, Handlers } from './messages';

/**
 * Hands a message of the panel to its handler. The panel is untrusted input: what is not a known message is dropped.
 * Each handler checks for itself that what the message names exists and is in the right state.
 */
export async function route(message: unknown, handlers: Handlers): Promise<void> {
  if (typeof message !== 'object' || message === null || !('type' in message)) return;
  const type = message.type as FromPanel['type'];
  if (typeof type !== 'string' || !Object.hasOwn(handlers, type)) return;
  const handler = handlers[type] as (message: unknown) => void | Promise<void>;
  await handler(message);
}
