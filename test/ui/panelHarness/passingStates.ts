import type { ToPanel } from '../../../src/protocol/messages';
import type { OpenedPanel } from './openPanel';
import { makeTurn, panelStates, snapshotMessage, statusMessage, textStep } from './panelStates';

/** States that a panel is in only while somebody does something, and what brings it there. */
export const passingStates: Readonly<Record<string, (panel: OpenedPanel) => Promise<void>>> = {
  async contextList(panel) {
    await panel.tell(...(panelStates['answered'] ?? []));
    await panel.page.getByRole('textbox', { name: 'Message Gemini' }).fill('Compare #ca');
    const asked = (await panel.posted()).findLast((message) => message.type === 'findContext');
    await panel.tell({
      type: 'contextFound',
      query: asked?.query ?? 0,
      items: [
        { id: 'a', kind: 'file', label: 'cart.ts', detail: 'src/cart.ts' },
        { id: 'b', kind: 'editor', label: 'catalogue.component.spec.ts', detail: 'src/app/shop/catalogue' },
        { id: 'c', kind: 'problems', label: 'Problems', detail: '3 in the workspace' },
        { id: 'd', kind: 'changes', label: 'Git changes', detail: 'not committed' },
      ],
    });
    await panel.page.getByRole('listbox', { name: 'What to attach' }).waitFor();
  },
  async drop(panel) {
    await panel.tell(...(panelStates['answered'] ?? []));
    await panel.page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['x'], 'a.txt'));
      document.dispatchEvent(new DragEvent('dragenter', { dataTransfer, cancelable: true }));
    });
    await panel.page.getByText('Drop to attach').waitFor();
  },
  async loadingEarlier(panel) {
    const turns = ['8', '9'].map((id) => ({
      ...makeTurn(id, `Question ${id}`, [textStep('An answer.')]),
      parentId: String(Number(id) - 1),
    }));
    const snapshot = snapshotMessage([], 1, { turns, headId: '9' });
    await panel.tell(statusMessage(), { ...snapshot, more: true } as ToPanel);
    await find(panel, 'question');
    await panel.page.locator('.findCount').getByText('Loading earlier messages…').waitFor();
  },
  async middle(panel) {
    await panel.tell(...(panelStates['long'] ?? []));
    await find(panel, 'question 3');
    await panel.page.getByText('1 of 2 messages').waitFor();
    await panel.page.getByRole('button', { name: 'Show later messages' }).waitFor();
  },
};

async function find({ page }: OpenedPanel, words: string): Promise<void> {
  await page.keyboard.press('Control+f');
  await page.getByRole('textbox', { name: 'Find in conversation' }).fill(words);
}
