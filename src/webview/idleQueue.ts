/** Takes a job back; nothing happens when it has run. */
export type CancelIdle = () => void;

const jobs: (() => void)[] = [];
let scheduled = false;

/** Runs a short job when the page has nothing better to do; jobs run in order, as many a turn as fit. */
export function whenIdle(job: () => void): CancelIdle {
  jobs.push(job);
  schedule();
  return () => {
    const at = jobs.indexOf(job);
    if (at >= 0) jobs.splice(at, 1);
  };
}

function schedule(): void {
  if (scheduled || jobs.length === 0) return;
  scheduled = true;
  requestIdleCallback(
    (deadline) => {
      scheduled = false;
      do jobs.shift()?.();
      while (jobs.length > 0 && deadline.timeRemaining() > 8);
      schedule();
    },
    { timeout: 500 },
  );
}
