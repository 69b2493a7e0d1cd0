/** A hidden page gets no frames; this often, in milliseconds, it is brought up to date all the same. */
const hiddenMs = 250;
/**
 * So many milliseconds lie between two renderings: those of every second frame of a display. Text that streams reads
 * as smoothly, for half the work.
 */
const leastMs = 28;

let lastAt = -Infinity;

/** Calls `callback` once: in the next frame, in the one after it, or a little later where there are no frames. */
export function inNextFrame(callback: () => void): void {
  const run = (): void => {
    clearTimeout(timer);
    if (frame !== undefined) cancelAnimationFrame(frame);
    lastAt = performance.now();
    callback();
  };
  const rest = lastAt + leastMs - performance.now();
  const timer = setTimeout(run, rest > 0 ? rest : hiddenMs);
  const frame = rest > 0 ? undefined : requestAnimationFrame(run);
}
