/**
 * Ends this process when the one that started it has ended, however that happened, so that a killed test run leaves
 * no VS Code and no browser behind.
 */
export function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(1);
  }, 1_000).unref();
}
