/** A hidden page gets no frames; this often, in milliseconds, it is brought up to date all the same. */
const hiddenMs = 250;

/** Calls `callback` once: in the next frame, or a little later where there are no frames. */
export function inNextFrame(callback: () => void): void {
  let done = false;
  const once = (): void => {
    if (done) return;
    done = true;
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    callback();
  };
  const timer = setTimeout(once, hiddenMs);
  const frame = requestAnimationFrame(once);
}
