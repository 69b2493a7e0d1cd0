/** Runs something without the warnings that the official client prints about experiments. */
export async function withoutWarnings<T>(run: () => Promise<T>): Promise<T> {
  const { warn } = console;
  console.warn = () => {};
  try {
    return await run();
  } finally {
    console.warn = warn;
  }
}
