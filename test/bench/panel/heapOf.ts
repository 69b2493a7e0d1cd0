import type { Page } from 'playwright-core';

/** What a page holds after everything that nobody needs was collected. */
export interface Heap {
  /** Bytes of JavaScript and of the browser's own objects behind it. */
  readonly bytes: number;
  readonly nodes: number;
}

/** Measures the heap of a page. */
export async function heapOf(page: Page): Promise<Heap> {
  const tools = await page.context().newCDPSession(page);
  try {
    // What is freed in a first collection may hold on to something until the second.
    for (let time = 0; time < 2; time += 1) await tools.send('HeapProfiler.collectGarbage');
    const { usedSize, embedderHeapUsedSize } = await tools.send('Runtime.getHeapUsage');
    const { nodes } = await tools.send('Memory.getDOMCounters');
    return { bytes: usedSize + embedderHeapUsedSize, nodes };
  } finally {
    await tools.detach();
  }
}
