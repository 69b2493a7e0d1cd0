import { isDeviceName } from '../util/deviceNames';
import { visibleName } from '../util/visibleText';
import type { RefusalReason } from './refusal';

/** A name that can be used on every system, or why it cannot. */
export type JudgedName = { readonly path: string } | { readonly reason: RefusalReason };

/** Characters of a path and of one name in it, and names in a path: what every system takes, and nobody needs more. */
const longestPath = 500;
const longestName = 200;
const deepestPath = 64;

/**
 * Judges the path of a file from an environment by the rules of all systems at once, so that what is accepted means the
 * same place wherever it is written. The path that comes out is relative, with single slashes, without `.` and `..`.
 * Nothing is mended that could mean something else elsewhere.
 */
export function safeName(given: string): JudgedName {
  // First, so that nothing below takes long.
  if (given.length > longestPath) return { reason: 'longName' };
  const reason = problemOfWhole(given);
  if (reason !== undefined) return { reason };
  const names = given.split('/').filter((name) => name !== '' && name !== '.');
  if (names.length > deepestPath) return { reason: 'longName' };
  for (const name of names) {
    const problem = problemOfName(name);
    if (problem !== undefined) return { reason: problem };
  }
  return names.length === 0 ? { reason: 'noName' } : { path: names.join('/') };
}

function problemOfWhole(given: string): RefusalReason | undefined {
  if (/\p{Cc}/u.test(given)) return 'control';
  if (!given.isWellFormed() || given.includes('\ufffd')) return 'encoding';
  if (visibleName(given) !== given) return 'hidden';
  if (/^(?:\\\\|\/\/|\\\/|\/\\)/.test(given)) return 'network';
  if (/^[\\/]/.test(given)) return 'absolute';
  if (/^[a-z]:/i.test(given)) return 'drive';
  if (/(?:^|[\\/])\.\.(?:[\\/]|$)/.test(given)) return 'climbs';
  if (given.includes('\\')) return 'backslash';
  return given.includes(':') ? 'stream' : undefined;
}

function problemOfName(name: string): RefusalReason | undefined {
  if (name.length > longestName || Buffer.byteLength(name) > 255) return 'longName';
  if (/[. ]$/.test(name)) return 'ending';
  if (isDeviceName(name)) return 'deviceName';
  // `GIT~1` is `.git` for Windows.
  return /^[^.]{1,6}~\d{1,6}(?:\.[^.]{0,3})?$/.test(name) ? 'shortName' : undefined;
}
