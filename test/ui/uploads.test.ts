import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { patience } from '../host/workbench';
import { sampleFiles } from '../support/sampleFiles';
import { attachFile } from './attachFile';
import { openWorkbench, type Workbench } from './fixture';

/** A film of 16 MB, more than goes along within a message. */
function film(): Buffer {
  const bytes = Buffer.alloc(16_000_000);
  sampleFiles.mp4().copy(bytes);
  for (let at = 4096; at < bytes.length; at += 4096) bytes.writeUInt32LE(at, at);
  return bytes;
}

describe('uploads', function () {
  this.timeout(6 * patience);
  let workbench: Workbench;
  const onChunks = 'POST /upload/sessions/*';
  const attach = (name: string): Promise<void> => attachFile(workbench, 'given', name);
  const composer = () => workbench.panel.getByRole('textbox', { name: 'Message Gemini' });
  const chips = () => workbench.panel.getByRole('list', { name: 'Attachments' });
  const uploads = (): number =>
    workbench.emulator.requests.filter(({ path: route }) => route === '/upload/v1beta/files').length;
  const answer = (text: string) => workbench.panel.getByRole('log', { name: 'Conversation' }).getByText(text);
  const sent = (): unknown =>
    (
      workbench.emulator.requests.findLast(
        ({ method, path: route }) => method === 'POST' && route.endsWith('/interactions'),
      )?.body as { readonly input: readonly unknown[] } | undefined
    )?.input;

  before(async () => {
    workbench = await openWorkbench({
      env: { GEMINI_API_KEY: 'emulator' },
      settings: { 'files.simpleDialog.enable': true },
      prepare(folder) {
        const given = path.join(folder, 'given');
        mkdirSync(given);
        writeFileSync(path.join(given, 'film.mp4'), film());
        writeFileSync(path.join(given, 'talk.mp4'), film().fill(1, 8192));
        writeFileSync(path.join(given, 'mockup.png'), sampleFiles.png());
        writeFileSync(path.join(given, 'notes.txt'), 'what is in the notes');
        writeFileSync(path.join(given, 'gone.txt'), 'soon gone');
      },
    });
    await workbench.palette('Gemini: Open Chat');
    await composer().waitFor({ timeout: patience });
  });
  after(() => workbench?.close());

  it('bring a film of 16 MB to the service, show how far they are, and let the message wait for them', async () => {
    workbench.emulator.faults.add('silence', { on: onChunks, skip: 2 });
    await attach('film.mp4');
    await chips()
      .getByText(/Uploading 1\d %/)
      .waitFor({ timeout: patience });
    await workbench.screenshot('uploads-1-uploading');
    workbench.emulator.script({ text: 'A film of a harbour.' });
    await composer().click();
    await workbench.page.keyboard.type('What happens?');
    await workbench.page.keyboard.press('Enter');
    await workbench.panel.getByText('Sent when film.mp4 is uploaded.').waitFor({ timeout: patience });
    await workbench.screenshot('uploads-2-waiting');
    assert.equal(await composer().inputValue(), 'What happens?');
    workbench.emulator.release('silence');
    await answer('A film of a harbour.').waitFor({ timeout: patience });
    assert.equal(await composer().inputValue(), '');
    assert.equal(await chips().count(), 0);
    const [block, question] = sent() as readonly [Record<string, string>, unknown];
    const { uri = '', ...rest } = block;
    assert.deepEqual(rest, { type: 'video', mime_type: 'video/mp4' });
    assert.deepEqual(question, { type: 'text', text: 'What happens?' });
    const stored = await fetch(uri, { headers: { 'x-goog-api-key': 'emulator' } });
    const { sizeBytes, sha256Hash } = (await stored.json()) as Record<string, string>;
    assert.equal(sizeBytes, '16000000');
    assert.equal(
      Buffer.from(sha256Hash ?? '', 'base64').toString(),
      createHash('sha256').update(film()).digest('hex'),
    );
  });

  it('are used again for the same film', async () => {
    const before = uploads();
    await attach('film.mp4');
    await chips().getByRole('listitem').getByText('film.mp4').waitFor({ timeout: patience });
    workbench.emulator.script({ text: 'The same film.' });
    await composer().click();
    await workbench.page.keyboard.type('And now?');
    await workbench.page.keyboard.press('Enter');
    await answer('The same film.').waitFor({ timeout: patience });
    assert.equal(uploads(), before);
  });

  it('say why they failed, and can be tried again or removed', async () => {
    workbench.emulator.faults.add('daily-quota', { on: 'POST /upload/files' });
    await attach('talk.mp4');
    await chips().getByText('Not uploaded').waitFor({ timeout: patience });
    await chips()
      .getByText(/The quota of this API key is used up/)
      .waitFor({ timeout: patience });
    await workbench.screenshot('uploads-3-failed');
    workbench.emulator.faults.add('silence', { on: onChunks });
    await chips().getByRole('button', { name: 'Upload talk.mp4 again' }).click();
    await workbench.emulator.reached('silence');
    await chips().getByRole('button', { name: 'Remove talk.mp4' }).click();
    await chips().waitFor({ state: 'detached', timeout: patience });
    workbench.emulator.release('silence');
  });

  it('and all other attachments come back when the view is hidden, and after a reload', async () => {
    const given = (name: string): string => path.join(workbench.workspace, 'given', name);
    const names = (): Promise<readonly string[]> => chips().locator('.chipName').allTextContents();
    for (const name of ['notes.txt', 'gone.txt', 'mockup.png', 'film.mp4']) {
      await attach(name);
      await chips().getByRole('listitem').getByText(name).waitFor({ timeout: patience });
    }
    await chips()
      .getByText(/Uploading|Being read/)
      .waitFor({ state: 'detached', timeout: patience });
    await composer().click();
    await workbench.page.keyboard.type('Half a question');
    const before = uploads();
    const attached = ['notes.txt', 'gone.txt', 'mockup.png', 'film.mp4'];
    assert.deepEqual(await names(), attached);

    await workbench.palette('View: Show Explorer');
    await composer().waitFor({ state: 'detached', timeout: patience });
    await workbench.palette('Gemini: Open Chat');
    await chips().getByText('film.mp4').waitFor({ timeout: patience });
    assert.deepEqual(await names(), attached);

    rmSync(given('gone.txt'));
    writeFileSync(given('notes.txt'), 'what is new in the notes');
    await workbench.reloadWindow();
    await workbench.palette('Gemini: Open Chat');
    await chips().getByText('film.mp4').waitFor({ timeout: patience });
    await workbench.panel
      .locator('.notice')
      .getByText('Not attached any more: given/gone.txt no longer exists.')
      .waitFor({ timeout: patience });
    assert.deepEqual(
      await names(),
      attached.filter((name) => name !== 'gone.txt'),
    );
    assert.equal(await composer().inputValue(), 'Half a question');
    await workbench.screenshot('uploads-4-reloaded');

    workbench.emulator.script({ text: 'All came back.' });
    await composer().press('Enter');
    await answer('All came back.').waitFor({ timeout: patience });
    const [notes, picture, video] = sent() as readonly Record<string, string>[];
    assert.match(notes?.['text'] ?? '', /what is new in the notes/);
    assert.ok(Buffer.from(picture?.['data'] ?? '', 'base64').equals(sampleFiles.png()));
    assert.match(video?.['uri'] ?? '', /\/v1beta\/files\//);
    assert.equal(uploads(), before);
  });
});
