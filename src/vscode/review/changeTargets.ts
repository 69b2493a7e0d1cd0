/** What is to be decided about, as views and editors name it: a review, one of its files, or a part of that. */
export interface ChangeTarget {
  readonly review: string;
  readonly path?: string;
  readonly part?: string;
}

/** A part of a file. */
export interface PartTarget extends ChangeTarget {
  readonly path: string;
  readonly part: string;
}

/** What the argument of a command names: a row of the view, or a part. Nothing if it is anything else. */
export function targetsOf(given: unknown): readonly ChangeTarget[] {
  if (isPart(given)) return [given];
  if (typeof given !== 'object' || given === null || !('targets' in given)) return [];
  return Array.isArray(given.targets) ? given.targets.filter(isTarget) : [];
}

/** Whether it names a part of a file. */
export function isPart(given: unknown): given is PartTarget {
  return isTarget(given) && typeof given.path === 'string' && typeof given.part === 'string';
}

function isTarget(given: unknown): given is ChangeTarget {
  return typeof given === 'object' && given !== null && 'review' in given && typeof given.review === 'string';
}
