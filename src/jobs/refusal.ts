/** What was not taken from an environment, and why. */
export interface Refusal {
  /** As the environment names it, cut when it is very long. */
  readonly path: string;
  readonly reason: RefusalReason;
}

/** Why something is not taken, in words that fit behind its name and a colon. */
export const refusalWords = {
  // by its name
  noName: 'it has no name',
  absolute: 'its path begins at the root of the disk',
  climbs: 'its path climbs out of its folder',
  drive: 'its path names a drive',
  network: 'its path names another computer',
  backslash: 'its path has a backslash, which Windows takes for a folder',
  stream: 'its name has a colon, which on Windows hides a file in another one',
  control: 'its name has control characters',
  hidden: 'its name has characters that cannot be seen',
  encoding: 'its name is not written in UTF-8',
  deviceName: 'Windows takes its name for a device',
  ending: 'a name in its path ends in a dot or a space, which Windows drops',
  shortName: 'its name looks like one of the short names that Windows gives',
  longName: 'its path is too long',
  duplicate: 'the same path came twice; the first one was taken',
  sameLetters: 'its path differs from another one only in capital letters or accents',
  fileAndFolder: 'the same path is a file and a folder',
  outside: 'it is not in the folder /workspace',
  // by what it is
  symlink: 'it is a symbolic link',
  link: 'it is a hard link',
  specialFile: 'it is a device',
  pipe: 'it is a pipe',
  sparse: 'it is a file with holes',
  unknownKind: 'it is neither a file nor a folder',
  // by its size
  large: 'it is too large',
  many: 'there are too many files; this one and all that follow were not taken',
  tooMuch: 'all files together are too large; this one and all that follow were not taken',
  // because it did not arrive
  truncated: 'the archive ends in the middle of it',
  damaged: 'the archive is damaged here; what follows could not be read',
  missing: 'it was listed, but could not be fetched',
} as const;

export type RefusalReason = keyof typeof refusalWords;

/** Characters: every path that could have been taken is kept whole. */
const longestShown = 600;

/** Says that something is not taken. */
export function refusal(path: string, reason: RefusalReason): Refusal {
  return { path: path.length > longestShown ? `${path.slice(0, longestShown)}…` : path, reason };
}
