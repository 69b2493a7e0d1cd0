/** A hidden page gets no frames; this often, in milliseconds, it is brought up to date all the same. */
const hiddenMs = 250;
/**
 * So many milliseconds lie between two renderings at least: every second frame of a display. Text that streams reads as
 * smoothly, for half the work.
 */
const leastMs = 28;

let lastAt = -Infinity;

/** Calls `callback` once: in the next frame, in the one after it, or a little later where there are no frames. */
export function inNextFrame(callback: () => void): void {
  const run = (): void => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    lastAt = performance.now();
    callback();
  };
  const runWhenDue = (): void => {
    if (performance.now() - lastAt < leastMs) frame = requestAnimationFrame(runWhenDue);
    else run();
  };
  const timer = setTimeout(run, hiddenMs);
  let frame = requestAnimationFrame(runWhenDue);
}
