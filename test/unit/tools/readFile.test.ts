import assert from 'node:assert/strict';
import type { Files, FileContent, NotebookCell } from '../../../src/tools/ports';
import { readFile } from '../../../src/tools/readFile';
import { ToolError } from '../../../src/util/toolError';
import { appDisk, callTool } from '../../support/callTool';

const disk = appDisk(['src/cart.ts', '.env'], {
  whyHidden: async (_root, relative) => (relative === '.env' ? 'it may hold secrets' : undefined),
});
const holding = (
  content: FileContent | (() => never),
  notebook?: readonly NotebookCell[],
): { readonly files: Files } => ({
  files: {
    notebook: async () => notebook,
    content: async () => (typeof content === 'function' ? content() : content),
  } as Partial<Files> as Files,
});
const text = (written: string, isUnsaved = false) => holding({ kind: 'text', text: written, isUnsaved });
const read = (host: ReturnType<typeof holding>, more = {}) =>
  callTool(readFile, { path: 'src/cart.ts', ...more }, host, disk);

describe('read_file', () => {
  it('gives the lines with their numbers', async () => {
    const { text: output, summary, title } = await read(text('one\r\ntwo\n\n  four\n'));
    assert.equal(output, 'src/cart.ts, lines 1-4 of 4:\n1: one\n2: two\n3: \n4:   four');
    assert.equal(summary, '4 lines');
    assert.equal(title, 'Read src/cart.ts');
  });

  it('gives a part of them', async () => {
    const {
      text: output,
      summary,
      title,
    } = await read(text('one\ntwo\nthree\nfour'), {
      firstLine: 2,
      lastLine: 3,
    });
    assert.equal(output, 'src/cart.ts, lines 2-3 of 4:\n2: two\n3: three');
    assert.equal(summary, 'lines 2–3 of 4');
    assert.equal(title, 'Read src/cart.ts, lines 2-3');
  });

  it('says how to go on after as many lines as fit', async () => {
    const long = text(Array.from({ length: 5000 }, (_line, at) => `line ${at + 1}`).join('\n'));
    const { text: output, summary } = await read(long);
    assert.match(output, /\n2000: line 2000\n… Cut at line 2000\. Go on with firstLine: 2001\.$/);
    assert.equal(summary, 'lines 1–2000 of 5000');
    assert.match((await read(long, { firstLine: 4001 })).text, /^src\/cart\.ts, lines 4001-5000 of 5000:/);
  });

  it('says how to go on after as many characters as fit', async () => {
    const { text: output } = await read(text(`${'x'.repeat(999)}\n`.repeat(100)));
    assert.match(output, /… Cut at line 49\. Go on with firstLine: 50\.$/);
    assert.ok(output.length < 52_000);
  });

  it('cuts a line that is longer than a page, and says so', async () => {
    const { text: output } = await read(text(`${'x'.repeat(9000)}\nshort`));
    assert.match(output, /x… \(7000 more characters\)\n2: short\n… Very long lines were cut/);
  });

  it('says that the text is not saved yet', async () => {
    assert.match((await read(text('new', true))).text, /^src\/cart\.ts \(not saved yet\), lines 1-1 of 1:/);
  });

  it('says that a file is empty', async () => {
    assert.equal((await read(text(''))).text, 'src/cart.ts is empty.');
  });

  it('tells what is wrong with a range', async () => {
    assert.match((await read(text('one'), { firstLine: 2 })).text, /has only 1 line\.$/);
    assert.match((await read(text('one'), { firstLine: 3, lastLine: 2 })).text, /is before firstLine/);
    assert.match((await read(text('one'), { firstLine: 0 })).text, /^Invalid arguments for read_file/);
  });

  it('gives a picture and a PDF as they are', async () => {
    const bytes = new Uint8Array([1, 2, 3]);
    const { content, summary } = await read(holding({ kind: 'image', mimeType: 'image/png', bytes }));
    assert.deepEqual(content, [
      { type: 'text', text: 'src/cart.ts (image/png, 1 KB):' },
      { type: 'image', mime_type: 'image/png', data: 'AQID' },
    ]);
    assert.equal(summary, '1 KB');
    const pdf = await read(holding({ kind: 'document', mimeType: 'application/pdf', bytes }));
    assert.equal(pdf.content[1]?.type, 'document');
  });

  it('refuses a picture that is too large, and what is binary', async () => {
    const large = { kind: 'image', mimeType: 'image/png', bytes: new Uint8Array(5_000_001) } as const;
    assert.match((await read(holding(large))).text, /at most 5000 KB can be read/);
    const binary = await read(holding({ kind: 'unknown', what: 'application/zip' }));
    assert.equal(binary.outcome, 'failed');
    assert.match(binary.text, /is binary \(application\/zip\), so it has no text/);
  });

  it('gives a notebook by its cells', async () => {
    const cells: readonly NotebookCell[] = [
      { kind: 'text', language: 'markdown', text: '# Prices', output: '' },
      { kind: 'code', language: 'python', text: 'print(1)', output: '1\n' },
    ];
    const whole = await read(holding({ kind: 'unknown' }, cells));
    assert.equal(
      whole.text,
      'src/cart.ts, a notebook, cells 1-2 of 2:\n--- cell 1 (markdown)\n# Prices\n--- cell 2 (python)\nprint(1)\n--- output of cell 2\n1',
    );
    assert.equal(whole.summary, '2 cells');
    const part = await read(holding({ kind: 'unknown' }, cells), { firstLine: 2 });
    assert.match(part.text, /^src\/cart\.ts, a notebook, cells 2-2 of 2:\n--- cell 2/);
    assert.match((await read(holding({ kind: 'unknown' }, cells), { firstLine: 3 })).text, /only 2 cells/);
  });

  it('cuts long notebooks between cells, and says how to go on', async () => {
    const cell: NotebookCell = { kind: 'code', language: 'python', text: 'x'.repeat(15_000), output: '' };
    const { text: output } = await read(holding({ kind: 'unknown' }, [cell, cell, cell, cell]));
    assert.match(output, /… Cut at cell 3\. Go on with firstLine: 4\.$/);
  });

  it('passes on why a file cannot be read', async () => {
    const failing = holding(() => {
      throw new ToolError('There is no src/cart.ts.');
    });
    const { outcome, text: output } = await read(failing);
    assert.deepEqual([outcome, output], ['failed', 'There is no src/cart.ts.']);
  });

  it('refuses what the guard does not let pass', async () => {
    for (const [path, why] of [
      ['.env', /may hold secrets/],
      ['../other/x', /outside of the workspace/],
      ['/etc/passwd', /outside of the workspace/],
    ] as const) {
      const { outcome, text: output } = await callTool(readFile, { path }, text('secret'), disk);
      assert.equal(outcome, 'refused');
      assert.match(output, why);
    }
  });
});
