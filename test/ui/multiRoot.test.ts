import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { JsonObject } from '../../src/api/types';
import { patience } from '../host/workbench';
import { openWorkbench, type Workbench } from './fixture';

interface SentBody {
  readonly input: readonly {
    readonly type: string;
    readonly text?: string;
    readonly call_id?: string;
    readonly result?: readonly { readonly text?: string }[];
  }[];
}

/** A shop and an API of which each has a file of the same name; a folder of the API is opened by itself, too. */
function prepare(workspace: string): void {
  const write = (name: string, text: string): void => {
    const file = path.join(workspace, '..', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  write('api/src/cart.ts', 'export const needle = "of the api";\n');
  write('api/.geminiignore', 'private/\n');
  write('api/.gitignore', 'vendor/\n');
  write('api/vendor/lib/index.ts', 'export const needle = "of the library";\n');
  write('api/vendor/lib/private/plans.ts', 'export const needle = "kept from the model";\n');
  const folders = ['.', '../api', '../api/vendor/lib'].map((each) => ({ path: each }));
  writeFileSync(path.join(workspace, 'all.code-workspace'), JSON.stringify({ folders }));
}

describe('a workspace of several folders', function () {
  this.timeout(6 * patience);
  let workbench: Workbench;
  const composer = () => workbench.panel.getByRole('textbox', { name: 'Message Gemini' });
  const log = () => workbench.panel.getByRole('log', { name: 'Conversation' });
  const bodies = (): readonly SentBody[] =>
    workbench.emulator.requests.flatMap(({ method, body }) => (method === 'POST' ? [body as SentBody] : []));

  /** Asks, lets the model make these calls, and returns what it was told. */
  async function told(
    question: string,
    ...calls: readonly { readonly name: string; readonly arguments: JsonObject }[]
  ): Promise<readonly string[]> {
    workbench.emulator.script({ calls });
    workbench.emulator.script({ text: `Answer to: ${question}` });
    await composer().click();
    await workbench.page.keyboard.type(question);
    await workbench.page.keyboard.press('Enter');
    await log().getByText(`Answer to: ${question}`).waitFor({ timeout: patience });
    return (bodies().at(-1)?.input ?? []).flatMap(({ type, result }) =>
      type === 'function_result' ? [(result ?? []).map(({ text }) => text ?? '').join('\n')] : [],
    );
  }

  before(async () => {
    workbench = await openWorkbench({
      env: { GEMINI_API_KEY: 'emulator' },
      prepare,
      workspaceFile: 'all.code-workspace',
    });
    await workbench.palette('Gemini: Open Chat');
    await composer().waitFor({ timeout: patience });
  });
  after(() => workbench?.close());

  it('has the name of the folder in front of every path, and both files of one name can be had', async () => {
    const [listed = '', shop = '', api = ''] = await told(
      'What is there?',
      { name: 'find_files', arguments: { glob: '**/cart.ts', order: 'path' } },
      { name: 'read_file', arguments: { path: 'corner-shop/src/cart.ts' } },
      { name: 'read_file', arguments: { path: 'api/src/cart.ts' } },
    );
    assert.deepEqual(listed.split('\n').sort(), ['api/src/cart.ts', 'corner-shop/src/cart.ts']);
    const cart = readFileSync(path.join(workbench.workspace, 'src/cart.ts'), 'utf8');
    assert.ok(shop.includes(cart.split('\n')[0] ?? ''), shop);
    assert.match(api, /of the api/);
  });

  it('searches a folder within another one once, by either name, without what the outer one keeps back', async () => {
    const [all = '', inner = '', outer = '', kept = ''] = await told(
      'Where is the needle?',
      { name: 'search_text', arguments: { pattern: 'needle =' } },
      { name: 'search_text', arguments: { pattern: 'needle =', path: 'lib' } },
      { name: 'search_text', arguments: { pattern: 'needle =', path: 'api/vendor/lib' } },
      { name: 'read_file', arguments: { path: 'lib/private/plans.ts' } },
    );
    assert.match(all, /api\/src\/cart\.ts/);
    assert.equal(all.match(/of the library/g)?.length, 1, all);
    for (const text of [inner, outer]) assert.match(text, /of the library/);
    for (const text of [all, inner, outer, kept]) assert.doesNotMatch(text, /kept from the model/);
    assert.match(kept, /\.geminiignore/);
  });

  it('says the folder of what is attached', async () => {
    await composer().click();
    await workbench.page.keyboard.type('#cart');
    const options = workbench.panel.getByRole('option', { name: /cart\.ts/ });
    await options.filter({ hasText: 'api/src' }).waitFor({ timeout: patience });
    await options.filter({ hasText: 'corner-shop/src' }).waitFor();
    await workbench.screenshot('multi-root-picker');
    await options.filter({ hasText: 'api/src' }).click();
    workbench.emulator.script({ text: 'That is the one.' });
    await workbench.page.keyboard.type('Which is it?');
    await workbench.page.keyboard.press('Enter');
    await log().getByText('That is the one.').waitFor({ timeout: patience });
    const texts = (bodies().at(-1)?.input ?? []).map(({ text }) => text ?? '');
    assert.ok(
      texts.some((text) => text.includes('api/src/cart.ts') && text.includes('of the api')),
      JSON.stringify(texts),
    );
  });
});
