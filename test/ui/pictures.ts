import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { checkoutFolder } from '../host/checkout';
import { patience } from '../host/workbench';
import { openWorkbench, type Workbench } from './fixture';

/** What the emulator answers in the pictures, so that they show an answer of the usual kind. */
const answer = `The discount is subtracted as if it were cents: \`cart.discount / 100\` is **0.15**, so a basket of 100 costs 99.85 and rounds to 100.

A percentage has to be taken *of the sum*:

\`\`\`ts
return Math.round(sum * (1 - cart.discount / 100));
\`\`\`

| Sum | Discount | Before | After |
| --: | --: | --: | --: |
| 100 | 15 % | 100 | 85 |
| 250 | 0 % | 250 | 250 |
`;

// Not part of the tests: \`npm run pictures\` makes the pictures of the README anew.
describe('pictures of the README', function () {
  this.timeout(10 * patience);
  for (const [name, theme] of [['answer', 'Default Dark Modern']] as const) {
    it(name, async () => {
      const workbench: Workbench = await openWorkbench({
        env: { GEMINI_API_KEY: 'emulator' },
        viewport: { width: 1280, height: 760 },
        settings: {
          'workbench.colorTheme': theme,
          'editor.minimap.enabled': false,
          'editor.fontSize': 13,
          'workbench.sideBar.location': 'right',
        },
      });
      workbench.emulator.script({ text: answer });
      await workbench.openFile('cart.ts');
      await workbench.palette('Gemini: Open Chat');
      // Wide enough for a table, as a person would drag it.
      const sash = workbench.page.locator('.monaco-sash.vertical:not(.disabled)').last();
      const box = await sash.boundingBox();
      if (box !== null) {
        await workbench.page.mouse.move(box.x + 2, box.y + 200);
        await workbench.page.mouse.down();
        await workbench.page.mouse.move(box.x - 150, box.y + 200, { steps: 5 });
        await workbench.page.mouse.up();
        await workbench.page.mouse.move(400, 400);
      }
      await workbench.openFile('cart.ts');
      await workbench.selectLines(17, 23);
      await workbench.palette('Gemini: Ask About Selection');
      const composer = workbench.panel.getByRole('textbox', { name: 'Message Gemini' });
      await composer.and(workbench.panel.locator(':focus')).waitFor({ timeout: patience });
      await workbench.page.keyboard.type(
        'A basket of 100 with a discount of 15 % should cost 85. Why does it not?',
      );
      await workbench.page.keyboard.press('Enter');
      await workbench.panel.getByRole('button', { name: 'Copy answer' }).waitFor({ timeout: patience });
      await workbench.panel.locator('pre code span').first().waitFor({ timeout: patience });
      const target = path.join(checkoutFolder, 'media/readme', `${name}.png`);
      mkdirSync(path.dirname(target), { recursive: true });
      copyFileSync(await workbench.screenshot(name), target);
      await workbench.close();
    });
  }
});
