/**
 * Whether a path leads into what Git keeps for itself: its settings can name programs, and what was deleted from the
 * workspace is still in it. Windows finds the folder under other names, too.
 * @param relative the path in its workspace folder, with slashes
 */
export function belongsToGit(relative: string): boolean {
  return relative
    .normalize('NFKC')
    .toLowerCase()
    .split('/')
    .some((name) => /^(?:\.git|git~\d+)$/.test(name.replace(/(?:::?\$.*)?[. ]*$/, '')));
}
