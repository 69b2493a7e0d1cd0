import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { patience } from '../host/workbench';
import { sampleFiles } from '../support/sampleFiles';
import { attachFile } from './attachFile';
import { openWorkbench, type Workbench } from './fixture';

interface SentBlock {
  readonly type: string;
  readonly text?: string;
  readonly data?: string;
  readonly mime_type?: string;
}

describe('attachments', function () {
  this.timeout(6 * patience);
  let workbench: Workbench;
  const file = (name: string): string => path.join(workbench.workspace, 'given', '/', name);
  const sent = (): readonly SentBlock[] => {
    const request = workbench.emulator.requests.findLast(
      ({ method, path: route }) => method === 'POST' && route.endsWith('/interactions'),
    );
    return (request?.body as { readonly input: readonly SentBlock[] } | undefined)?.input ?? [];
  };
  const composer = () => workbench.panel.getByRole('textbox', { name: 'Message Gemini' });
  const chips = () => workbench.panel.getByRole('list', { name: 'Attachments' });
  const notice = () => workbench.panel.locator('.notice');

  const attach = (name: string): Promise<void> => attachFile(workbench, 'given', name);
  async function ask(text: string, answer: string): Promise<void> {
    workbench.emulator.script({ text: answer });
    await composer().click();
    await workbench.page.keyboard.type(text);
    await workbench.page.keyboard.press('Enter');
    await workbench.panel
      .getByRole('log', { name: 'Conversation' })
      .getByText(answer)
      .waitFor({ timeout: patience });
  }

  async function waitForDraft(text: string): Promise<void> {
    await composer().evaluate(
      (field, wanted) =>
        new Promise<void>((resolve) => {
          const look = (): void => {
            if ((field as HTMLTextAreaElement).value === wanted) resolve();
            else requestAnimationFrame(look);
          };
          look();
        }),
      text,
    );
  }
  /** What the panel is told when something is dragged onto it. */
  async function drag(
    given: { readonly uris?: readonly string[]; readonly name?: string; readonly data?: string },
    events: readonly string[],
  ): Promise<void> {
    await composer().evaluate(
      (field, { uris, name, data, types }) => {
        const dragged = new DataTransfer();
        if (uris !== undefined) dragged.setData('application/vnd.code.uri-list', uris.join('\r\n'));
        if (name !== undefined && data !== undefined) {
          const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
          dragged.items.add(new File([bytes], name));
        }
        for (const type of types) {
          field.dispatchEvent(
            new DragEvent(type, { dataTransfer: dragged, bubbles: true, cancelable: true, shiftKey: true }),
          );
        }
      },
      { ...given, types: events },
    );
  }

  before(async () => {
    workbench = await openWorkbench({
      env: { GEMINI_API_KEY: 'emulator' },
      settings: { 'files.simpleDialog.enable': true },
      prepare(folder) {
        const given = path.join(folder, 'given');
        mkdirSync(given);
        for (const [name, bytes] of Object.entries({
          'report.pdf': sampleFiles.pdf(),
          'song.mp3': sampleFiles.mp3(),
          'mockup.png': sampleFiles.png(),
          'fruit.csv': sampleFiles.csv(),
          'archive.zip': sampleFiles.zip(),
          'empty.txt': '',
          'gone.txt': 'soon gone',
        }))
          writeFileSync(path.join(given, name), bytes);
      },
    });
    await workbench.palette('Gemini: Open Chat');
    await composer().waitFor({ timeout: patience });
  });
  after(() => workbench?.close());

  it('shows name, kind, size and tokens of each, and sends every one byte for byte', async () => {
    const wanted = [
      ['report.pdf', 'document', 'application/pdf', sampleFiles.pdf()],
      ['song.mp3', 'audio', 'audio/mp3', sampleFiles.mp3()],
      ['mockup.png', 'image', 'image/png', sampleFiles.png()],
      ['fruit.csv', 'document', 'text/csv', sampleFiles.csv()],
    ] as const;
    for (const [name] of wanted) {
      await attach(name);
      await chips().getByText(name).waitFor({ timeout: patience });
    }
    const chip = (name: string) => chips().getByRole('button').filter({ hasText: name });
    assert.match((await chip('report.pdf').getAttribute('title')) ?? '', /Document \(application\/pdf\)/);
    assert.match((await chip('mockup.png').textContent()) ?? '', /\d+ B.*≈ 1,100 tokens/);
    assert.match((await chip('fruit.csv').textContent()) ?? '', /31 B.*≈ 8 tokens/);
    await workbench.screenshot('attachments-1-chips');
    await ask('What are these?', 'Four files.');
    for (const [at, [name, type, mimeType, bytes]] of wanted.entries()) {
      const block = sent()[at];
      assert.deepEqual([block?.type, block?.mime_type], [type, mimeType], name);
      assert.ok(Buffer.from(block?.data ?? '', 'base64').equals(bytes), name);
    }
    assert.equal(await chips().count(), 0);
    await workbench.screenshot('attachments-2-sent');
  });

  it('says why a file is refused, and keeps the rest of the draft', async () => {
    await composer().click();
    await workbench.page.keyboard.type('Half a question');
    await attach('fruit.csv');
    await chips().getByText('fruit.csv').waitFor({ timeout: patience });
    for (const [name, reason] of [
      ['archive.zip', /archive\.zip \(application\/zip\) is of a kind that Gemini does not read/],
      ['empty.txt', /empty\.txt is empty/],
    ] as const) {
      await attach(name);
      await notice().getByText(reason).waitFor({ timeout: patience });
      assert.equal(await chips().getByRole('listitem').count(), 1);
      assert.equal(await composer().inputValue(), 'Half a question');
    }
    await workbench.screenshot('attachments-3-refused');
    await composer().fill('');
    await chips().getByRole('button', { name: 'Remove fruit.csv' }).click();
  });

  it('opens an attachment at a click, and sends it even when it is gone by then', async () => {
    await attach('gone.txt');
    const chip = chips().getByRole('button').filter({ hasText: 'gone.txt' }).first();
    await chip.waitFor({ timeout: patience });
    await chip.click();
    const tab = workbench.page.getByRole('tab', { name: /gone\.txt/ });
    await tab.waitFor({ timeout: patience });
    await workbench.palette('View: Close All Editors');
    rmSync(file('gone.txt'));
    await ask('What does it say?', 'Soon gone, it says.');
    assert.match(sent()[0]?.text ?? '', /soon gone/);
  });

  it('takes a picture of the clipboard, byte for byte, and leaves pasted text alone', async () => {
    const picture = sampleFiles.png();
    await composer().click();
    await composer().evaluate((field, data) => {
      const pasted = new DataTransfer();
      const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
      pasted.items.add(new File([bytes], 'image.png', { type: 'image/png' }));
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: pasted, bubbles: true }));
    }, picture.toString('base64'));
    await chips().getByText('Pasted picture.png').waitFor({ timeout: patience });
    await workbench.page.evaluate(() => navigator.clipboard.writeText('pasted text'));
    await workbench.page.keyboard.press('Control+v');
    await waitForDraft('pasted text');
    await ask('', 'A pasted picture.');
    assert.equal(sent()[0]?.mime_type, 'image/png');
    assert.ok(Buffer.from(sent()[0]?.data ?? '', 'base64').equals(picture));
    assert.equal(sent()[1]?.text, 'pasted text');
  });

  it('takes files that are dropped, from the explorer and from outside, and says where they go', async () => {
    const uri = `vscode-remote://${new URL(workbench.page.url()).host}${file('report.pdf')}`;
    await drag({ uris: [uri] }, ['dragenter', 'dragover']);
    await workbench.panel.getByText('Drop to attach').waitFor({ timeout: patience });
    await workbench.screenshot('attachments-4-drop');
    await drag({ uris: [uri] }, ['drop']);
    await chips().getByText('report.pdf').waitFor({ timeout: patience });
    await workbench.panel.getByText('Drop to attach').waitFor({ state: 'hidden', timeout: patience });
    await drag({ name: 'from outside.wav', data: sampleFiles.wav().toString('base64') }, [
      'dragover',
      'drop',
    ]);
    await chips().getByText('from outside.wav').waitFor({ timeout: patience });
    await drag({ uris: ['https://example.com/a.png'] }, ['dragover', 'drop']);
    await notice().getByText('Only files can be dropped here.').waitFor({ timeout: patience });
    await ask('What was dropped?', 'Two files were.');
    assert.deepEqual(
      sent().map(({ mime_type: type }) => type),
      ['application/pdf', 'audio/wav', undefined],
    );
    assert.ok(Buffer.from(sent()[0]?.data ?? '', 'base64').equals(sampleFiles.pdf()));
    assert.ok(Buffer.from(sent()[1]?.data ?? '', 'base64').equals(sampleFiles.wav()));
  });
});
