const actions = new Set<() => void>();
let listening = false;

/**
 * Registers what must happen before this process ends, however it ends: normally, by an error, or by SIGINT,
 * SIGTERM or SIGHUP. The action is synchronous. Returns a function that takes the registration back.
 */
export function atExit(action: () => void): () => void {
  listen();
  actions.add(action);
  return () => actions.delete(action);
}

function listen(): void {
  if (listening) return;
  listening = true;
  process.on('exit', () => {
    for (const action of [...actions].reverse()) {
      try {
        action();
      } catch (error) {
        console.error('Cleaning up failed:', error);
      }
    }
  });
  for (const [signal, number] of [
    ['SIGHUP', 1],
    ['SIGINT', 2],
    ['SIGTERM', 15],
  ] as const) {
    process.once(signal, () => process.exit(128 + number));
  }
}
