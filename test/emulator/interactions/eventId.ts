import type { Run } from './run';

/**
 * The opaque name of an event. A replay counts the user's steps too, so its events are not those of the live stream
 * and have other names. Standard base64, so that a client must encode it to put it into an address.
 */
export function eventId(run: Run, view: 'live' | 'replay', position: number): string {
  return Buffer.from(`${view}?>${run.key.own.slice(0, 6)}~${position}`).toString('base64');
}

/** Which event of a run an id names; undefined when it is not one of this run's. */
export function positionOf(run: Run, id: string): { view: 'live' | 'replay'; position: number } | undefined {
  const text = Buffer.from(id, 'base64').toString('latin1');
  const found = /^(live|replay)\?>(.{6})~(\d+)$/.exec(text);
  if (!found || found[2] !== run.key.own.slice(0, 6)) return undefined;
  return { view: found[1] === 'live' ? 'live' : 'replay', position: Number(found[3]) };
}
