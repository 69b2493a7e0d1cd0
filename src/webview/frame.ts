/** A hidden page gets no frames; this often, in milliseconds, it is brought up to date all the same. */
const hiddenMs = 250;
/**
 * So many milliseconds lie between two renderings at least: those of every third frame of a display. Text that streams
 * reads as well at twenty pictures a second, for much less work than at sixty.
 */
const leastMs = 44;

let lastAt = -Infinity;

/** Calls `callback` once: in the next frame, or later where a rendering was just before or there are no frames. */
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
