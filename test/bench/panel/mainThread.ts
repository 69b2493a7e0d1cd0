import type { Browser, Page } from 'playwright-core';

/** What the main thread of a page did for a while, in milliseconds. */
export interface MainThread {
  /** CPU time of all tasks. */
  readonly cpu: number;
  /** The longest task as the clock on the wall saw it, with whatever else the machine did meanwhile. */
  readonly longest: number;
  /** CPU time of the task that took most of it. */
  readonly longestCpu: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly args?: { readonly name?: string };
  /** Microseconds on the wall. */
  readonly dur?: number;
  /** Microseconds of CPU. */
  readonly tdur?: number;
}

const taskName = 'ThreadControllerImpl::RunTask';

/** Traces what a page's main thread does while `act` runs. No other page may be open in the browser. */
export async function traceMainThread(
  browser: Browser,
  page: Page,
  act: () => Promise<unknown>,
): Promise<MainThread> {
  await browser.startTracing(page, { categories: ['toplevel'] });
  let trace: Buffer;
  try {
    await act();
  } finally {
    trace = await browser.stopTracing();
  }
  const { traceEvents } = JSON.parse(trace.toString('utf8')) as {
    readonly traceEvents: readonly TraceEvent[];
  };
  const threads = new Map<string, TraceEvent[]>();
  for (const event of traceEvents) {
    if (event.ph === 'M' && event.name === 'thread_name' && event.args?.name === 'CrRendererMain')
      threads.set(`${event.pid}.${event.tid}`, []);
  }
  for (const event of traceEvents) {
    if (event.ph === 'X' && event.name === taskName) threads.get(`${event.pid}.${event.tid}`)?.push(event);
  }
  // A browser keeps a renderer in reserve, which does next to nothing.
  const busiest = [...threads.values()].map(summary).sort((a, b) => b.cpu - a.cpu)[0];
  if (busiest === undefined || busiest.cpu === 0) throw new Error('The trace shows no task of the page.');
  return busiest;
}

function summary(tasks: readonly TraceEvent[]): MainThread {
  const longest = (duration: (task: TraceEvent) => number): number =>
    tasks.reduce((most, task) => Math.max(most, duration(task)), 0) / 1000;
  return {
    cpu: tasks.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1000,
    longest: longest(({ dur = 0 }) => dur),
    longestCpu: longest(({ tdur = 0 }) => tdur),
  };
}
