import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { checkoutFolder } from '../../host/checkout';

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[];
}

/** The rules of axe that the page breaks, each with the elements that break it. */
export async function axeViolations(
  page: Page,
): Promise<readonly { readonly id: string; readonly nodes: readonly string[] }[]> {
  await page.evaluate(await readFile(path.join(checkoutFolder, 'node_modules/axe-core/axe.min.js'), 'utf8'));
  const violations = await page.evaluate(async () => {
    const axe = Reflect.get(window, 'axe') as {
      run(options: unknown): Promise<{ violations: unknown }>;
    };
    // The page is a view within the workbench, which has the landmarks and the main heading.
    const rules = Object.fromEntries(
      ['region', 'landmark-one-main', 'page-has-heading-one'].map((id) => [id, { enabled: false }]),
    );
    return (await axe.run({ rules })).violations;
  });
  return (violations as readonly Violation[]).map(({ id, nodes }) => ({
    id,
    nodes: nodes.map(({ target, failureSummary }) => `${String(target)}: ${failureSummary ?? ''}`),
  }));
}
