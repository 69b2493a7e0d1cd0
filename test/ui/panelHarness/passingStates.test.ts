import assert from 'node:assert/strict';
import type { BrowserContext } from 'playwright-core';
import { startBrowser } from '../../host/startBrowser';
import { axeViolations } from './axe';
import { openPanel } from './openPanel';
import { passingStates } from './passingStates';

describe('the panel while something is done', function () {
  this.timeout(120_000);
  let context: BrowserContext;
  before(async () => {
    context = await startBrowser();
  });
  after(() => context?.close());

  for (const theme of ['dark', 'light', 'contrast'] as const) {
    for (const [name, bring] of Object.entries(passingStates)) {
      it(`breaks no rule of axe: ${name}, ${theme}`, async () => {
        const panel = await openPanel(context, { theme });
        try {
          await bring(panel);
          assert.deepEqual(await axeViolations(panel.page), []);
          assert.deepEqual(panel.refused, []);
        } finally {
          await panel.page.close();
        }
      });
    }
  }
});
