import type { Place } from './guard';

/** A file that Git calls changed. */
export interface GitChange {
  readonly file: string;
  /** What it was called before, when it was renamed. */
  readonly formerly?: string | undefined;
  readonly what: string;
}
/** A repository as it stands. */
export interface GitStatus {
  /** The folder of the repository, as the model calls it. */
  readonly repository: string;
  /** `undefined` when no branch is checked out. */
  readonly branch: string | undefined;
  /** `undefined` before the first commit. */
  readonly commit: string | undefined;
  readonly upstream?: { readonly name: string; readonly ahead: number; readonly behind: number } | undefined;
  readonly conflicts: readonly GitChange[];
  readonly staged: readonly GitChange[];
  readonly unstaged: readonly GitChange[];
  readonly untracked: readonly GitChange[];
  /** As many changed files may not be shown. */
  readonly hidden: number;
}
export interface GitFileDiff extends GitChange {
  /** As Git prints it. */
  readonly diff: string;
}
export interface GitDiff {
  readonly files: readonly GitFileDiff[];
  /** Files whose diffs were not read because there were too many. */
  readonly unread: readonly GitChange[];
  /** As many changed files may not be shown. */
  readonly hidden: number;
  /** Files that Git does not know; they have no diff. */
  readonly untracked: readonly GitChange[];
}
export interface GitCommit {
  readonly hash: string;
  readonly author: string;
  /** ISO 8601. */
  readonly date: string;
  readonly message: string;
}
export interface GitLog {
  readonly repository: string;
  /** The newest first. */
  readonly commits: readonly GitCommit[];
}
/** Git, through the editor's extension for it. All throw a ToolError when there is no repository. */
export interface Git {
  status(place: Place | undefined, signal: AbortSignal): Promise<readonly GitStatus[]>;
  /**
   * @param against `staged` and `unstaged` are the changes of that kind; otherwise what the working tree is compared
   * with: a commit or branch, or two of them as `a..b`
   * @param most as many characters are read, and the rest of the file they end in
   */
  diff(
    against: 'staged' | 'unstaged' | { readonly ref: string },
    place: Place | undefined,
    most: number,
    signal: AbortSignal,
  ): Promise<GitDiff>;
  log(
    options: {
      readonly place: Place | undefined;
      readonly ref: string | undefined;
      readonly skip: number;
      readonly most: number;
    },
    signal: AbortSignal,
  ): Promise<readonly GitLog[]>;
}
