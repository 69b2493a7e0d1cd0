const actions = new Set<() => void>();
let listening = false;
let interrupted: (() => Promise<void>) | undefined;
/** When the first signal came, as `Date.now()`. */
let interruptedAt = 0;

/**
 * Registers what must happen before this process ends, however it ends: normally, by an error, or by SIGINT,
 * SIGTERM or SIGHUP. The action is synchronous. Returns a function that takes the registration back.
 */
export function atExit(action: () => void): () => void {
  listen();
  actions.add(action);
  return () => actions.delete(action);
}

/**
 * Replaces what the first SIGINT or SIGTERM does: the action ends things in peace, then this process exits with code
 * 0. A second signal ends it at once.
 */
export function onInterrupt(action: () => Promise<void>): void {
  listen();
  interrupted = action;
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
    process.on(signal, () => interrupt(128 + number));
  }
}

function interrupt(code: number): void {
  // npm passes Ctrl+C on to a program that the terminal has told already: twins count as one.
  if (Date.now() - interruptedAt < 1_000) return;
  if (!interrupted || interruptedAt > 0) process.exit(code);
  interruptedAt = Date.now();
  interrupted().then(
    () => process.exit(0),
    () => process.exit(1),
  );
}
