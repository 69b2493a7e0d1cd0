import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { groupedModels } from '../../src/commands/model';
import { commandId, commandNames, extensionId, section } from '../../src/manifest';
import { startEmulator, type Emulator } from '../emulator/emulator';
import { closeWithoutSaving, showActive } from '../support/activeEditor';
import { sampleFiles } from '../support/sampleFiles';

const office = 'application/vnd.openxmlformats-officedocument';

interface SentBlock {
  readonly type: string;
  readonly text?: string;
  readonly data?: string;
  readonly mime_type?: string;
}

const run = (name: (typeof commandNames)[number], ...given: readonly unknown[]) =>
  vscode.commands.executeCommand(commandId(name), ...given);
const configuration = () => vscode.workspace.getConfiguration(section);

describe('the extension', () => {
  let emulator: Emulator;
  let folder: vscode.Uri;
  const file = (name: string) => vscode.Uri.joinPath(folder, name);
  const sent = (): readonly SentBlock[] => {
    const request = emulator.requests.findLast(({ method }) => method === 'POST');
    const body = request?.body as { readonly input: readonly SentBlock[] } | undefined;
    return body?.input ?? [];
  };
  /** What `fetch` of every extension in this process goes through, one for each major version of undici. */
  const dispatchers = () =>
    ['1', '2'].map(
      (version) => Reflect.get(globalThis, Symbol.for(`undici.globalDispatcher.${version}`)) as unknown,
    );
  let dispatchersBefore: readonly unknown[] = [];
  const texts = () => sent().map(({ text }) => text);

  before(async () => {
    emulator = await startEmulator();
    process.env['GEMINI_API_KEY'] = 'integration';
    await configuration().update('apiBaseUrl', emulator.url, vscode.ConfigurationTarget.Global);
    const [first] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(first !== undefined, 'the tests need a workspace');
    folder = vscode.Uri.joinPath(first.uri, 'integration');
    await vscode.workspace.fs.createDirectory(folder);
    await vscode.workspace.fs.writeFile(
      file('sum.ts'),
      Buffer.from(
        'export function sum(a: number, b: number) {\n  return a - b;\n}\n\nexport const zero = 0;\n',
      ),
    );
    await fetch(`${emulator.url}/__emulator/requests`);
    dispatchersBefore = dispatchers();
    await vscode.extensions.getExtension(extensionId)?.activate();
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await configuration().update('apiBaseUrl', undefined, vscode.ConfigurationTarget.Global);
    await vscode.workspace.fs.delete(folder, { recursive: true });
    await emulator.close();
  });

  async function show(name: string, first: number, last: number): Promise<vscode.TextEditor> {
    const editor = await showActive(file(name), vscode.ViewColumn.One);
    const { text } = editor.document.lineAt(last - 1);
    editor.selection = new vscode.Selection(first - 1, 0, last - 1, text.length);
    return editor;
  }

  it('registers every command that it contributes', async () => {
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      commandNames.map(commandId).filter((id) => !known.has(id)),
      [],
    );
  });

  it('sends the selection, exactly, with where it comes from', async () => {
    await show('sum.ts', 1, 3);
    await run('askAboutSelection', { prompt: 'What is wrong?' });
    assert.deepEqual(texts(), [
      'From integration/sum.ts, lines 1-3:\n```typescript\nexport function sum(a: number, b: number) {\n  return a - b;\n}\n```',
      'What is wrong?',
    ]);
  });

  it('sends unsaved text as it stands in the editor', async () => {
    const editor = await show('sum.ts', 5, 5);
    await editor.edit((edit) => edit.replace(editor.document.lineAt(4).range, 'export const one = 1;'));
    await show('sum.ts', 5, 5);
    await run('explainSelection');
    assert.match(texts()[0] ?? '', /sum\.ts, line 5:\n```typescript\nexport const one = 1;\n```$/);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('sends what every one of several cursors has selected, from top to bottom', async () => {
    const editor = await show('sum.ts', 5, 5);
    editor.selections = [new vscode.Selection(4, 0, 4, 6), new vscode.Selection(1, 2, 1, 8)];
    await run('askAboutSelection', { prompt: 'What are they?' });
    const [first, second, question] = texts();
    assert.match(first ?? '', /sum\.ts, line 2:\n```typescript\nreturn\n```$/);
    assert.match(second ?? '', /sum\.ts, line 5:\n```typescript\nexport\n```$/);
    assert.equal(question, 'What are they?');
  });

  it('does not wait for a language server that is slow to tell of functions', async () => {
    const slow = vscode.languages.registerDocumentSymbolProvider('plaintext', {
      provideDocumentSymbols: () => new Promise((resolve) => setTimeout(() => resolve([]), 20_000)),
    });
    const document = await vscode.workspace.openTextDocument({ language: 'plaintext', content: 'gamma\n' });
    try {
      await showActive(document);
      const asked = Date.now();
      await run('explainSelection');
      assert.ok(Date.now() - asked < 15_000, `${Date.now() - asked} ms`);
      assert.match(texts()[0] ?? '', /gamma/);
    } finally {
      slow.dispose();
      await closeWithoutSaving(document);
    }
  });

  it('lists models that answer with text first, and says where the others begin', () => {
    const items = groupedModels(
      [
        'gemini-3.1-flash-image',
        'gemini-3.5-flash',
        'gemini-3.1-flash-tts-preview',
        'lyria-3-clip-preview',
      ].map((name) => ({ name: `models/${name}` })),
      'gemini-3.5-flash',
    );
    assert.deepEqual(
      items.map(({ label }) => label),
      [
        'gemini-3.5-flash',
        'Pictures, speech and music',
        'gemini-3.1-flash-image',
        'gemini-3.1-flash-tts-preview',
        'lyria-3-clip-preview',
      ],
    );
  });

  it('takes the whole file when nothing is selected and no function is around the cursor', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'plaintext',
      content: 'alpha\nbeta\n',
    });
    await showActive(document);
    await run('documentSelection');
    assert.match(texts()[0] ?? '', /:\n```plaintext\nalpha\nbeta\n```$/);
    await closeWithoutSaving(document);
  });

  it('attaches several files of the explorer: text as text, a picture byte for byte', async () => {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, '../docs/basket.png'));
    await vscode.workspace.fs.writeFile(file('picture.txt'), bytes);
    await run('newChat');
    await run('addFileToChat', file('sum.ts'), [file('sum.ts'), file('picture.txt')]);
    await show('sum.ts', 1, 1);
    await run('askAboutSelection', { prompt: 'What is on it?' });
    const [text, image, selection, question] = sent();
    assert.match(text?.text ?? '', /^From integration\/sum\.ts:\n/);
    assert.equal(image?.type, 'image');
    assert.equal(image?.mime_type, 'image/png');
    assert.ok(Buffer.from(image?.data ?? '', 'base64').equals(bytes));
    assert.match(selection?.text ?? '', /line 1:/);
    assert.equal(question?.text, 'What is on it?');
  });

  it('sends sound, film and documents of every kind by their real type, byte for byte', async () => {
    const made = [
      ['sound.bin', 'audio', 'audio/wav', sampleFiles.wav()],
      ['song.mp3', 'audio', 'audio/mp3', sampleFiles.mp3()],
      ['film.mp4', 'video', 'video/mp4', sampleFiles.mp4()],
      ['report.txt', 'document', 'application/pdf', sampleFiles.pdf()],
      ['letter.docx', 'document', `${office}.wordprocessingml.document`, sampleFiles.docx()],
      ['talk.pptx', 'document', `${office}.presentationml.presentation`, sampleFiles.pptx()],
      ['budget.xlsx', 'document', `${office}.spreadsheetml.sheet`, sampleFiles.xlsx()],
      ['letter.odt', 'document', 'application/vnd.oasis.opendocument.text', sampleFiles.odt()],
      ['fruit.csv', 'document', 'text/csv', sampleFiles.csv()],
    ] as const;
    for (const [name, , , bytes] of made) await vscode.workspace.fs.writeFile(file(name), bytes);
    await run('newChat');
    await run(
      'addFileToChat',
      undefined,
      made.map(([name]) => file(name)),
    );
    await show('sum.ts', 1, 1);
    await run('askAboutSelection', { prompt: 'What are these?' });
    for (const [at, [name, kind, mimeType, bytes]] of made.entries()) {
      const block = sent()[at];
      assert.equal(block?.type, kind, name);
      assert.equal(block?.mime_type, mimeType, name);
      assert.ok(Buffer.from(block?.data ?? '', 'base64').equals(bytes), name);
    }
    assert.equal(sent().at(-1)?.text, 'What are these?');
  });

  it('leaves out what cannot be attached, and sends the rest', async () => {
    await vscode.workspace.fs.writeFile(file('empty.txt'), new Uint8Array());
    await vscode.workspace.fs.writeFile(file('unknown.bin'), Buffer.from([1, 0, 2, 0xff]));
    await run('newChat');
    const names = ['empty.txt', 'unknown.bin', 'gone.png', 'sum.ts'];
    await run('addFileToChat', undefined, names.map(file));
    await show('sum.ts', 1, 1);
    await run('askAboutSelection', { prompt: 'What is left?' });
    assert.deepEqual(
      sent().map(({ type, text }) => `${type} ${text?.split('\n', 1)[0] ?? ''}`),
      ['text From integration/sum.ts:', 'text From integration/sum.ts, line 1:', 'text What is left?'],
    );
  });

  it('offers to ask about, simplify, document and test a selection, and to fix a problem', async () => {
    await vscode.workspace.fs.writeFile(file('broken.txt'), Buffer.from('{\n  "a": 1,,\n}\n'));
    const { document } = await showActive(file('broken.txt'));
    const problems = vscode.languages.createDiagnosticCollection('test');
    const range = new vscode.Range(1, 9, 1, 10);
    const problem = new vscode.Diagnostic(range, 'Value expected');
    const place = new vscode.Location(file('sum.ts'), new vscode.Range(0, 0, 0, 5));
    problem.relatedInformation = [new vscode.DiagnosticRelatedInformation(place, 'It is summed here')];
    problems.set(document.uri, [problem]);
    const actions = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
    );
    problems.dispose();
    const ours = actions.filter(({ command }) => command?.command.startsWith(section));
    assert.deepEqual(ours.map(({ title }) => title).sort(), [
      'Ask Gemini',
      'Document with Gemini',
      'Edit with Gemini',
      'Fix with Gemini',
      'Simplify with Gemini',
      'Write Tests with Gemini',
    ]);
    const fix = ours.find(({ title }) => title === 'Fix with Gemini')?.command;
    await vscode.commands.executeCommand(fix?.command ?? '', ...(fix?.arguments ?? []));
    assert.match(texts()[0] ?? '', /broken\.txt, lines 1-3:/);
    assert.match(texts()[1] ?? '', /From integration\/sum\.ts, lines? 1/);
    assert.match(
      texts()[2] ?? '',
      /The editor reports:\n- Line 2: Value expected\n {2}see integration\/sum\.ts:1: It is summed here/,
    );
  });

  it('tells how the project is tested when tests are asked for', async () => {
    await vscode.workspace.fs.writeFile(
      file('package.json'),
      Buffer.from('{"devDependencies":{"vitest":"3"},"scripts":{"test":"vitest run"}}'),
    );
    await vscode.workspace.fs.writeFile(file('test/sum.test.ts'), Buffer.from("it('sums', () => {});\n"));
    await show('sum.ts', 1, 1);
    await run('generateTests');
    assert.match(texts()[1] ?? '', /From integration\/test\/sum\.test\.ts:\n```typescript\nit\('sums'/);
    assert.match(texts()[2] ?? '', /package\.json names vitest\. Its script "test" runs: vitest run/);
    assert.match(
      texts()[2] ?? '',
      /Tests of this file are in integration\/test\/sum\.test\.ts, which is attached/,
    );
  });

  it('continues the conversation by the id of the last answer', async () => {
    await run('newChat');
    await show('sum.ts', 1, 1);
    await run('askAboutSelection', { prompt: 'First' });
    await run('askAboutSelection', { prompt: 'Second' });
    const bodies = emulator.requests.filter(({ method }) => method === 'POST').slice(-2);
    const ids = bodies.map(
      ({ body }) => (body as { readonly previous_interaction_id?: string }).previous_interaction_id,
    );
    assert.equal(ids[0], undefined);
    assert.match(ids[1] ?? '', /^v1_/);
  });

  it('leaves the dispatcher of the extension host alone', () => {
    // Requests of ours have gone out by now.
    assert.ok(dispatchers().every((dispatcher, at) => dispatcher === dispatchersBefore[at]));
  });
});
