import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isToolError } from '../../../src/util/toolError';
import { findRipgrep, runRipgrep } from '../../../src/vscode/tools/ripgrep';

/** Node stands in for ripgrep: it prints what a test wants. */
const run = (
  script: string,
  onRecords: (records: readonly string[]) => boolean = () => true,
  {
    signal = new AbortController().signal,
    input,
  }: { readonly signal?: AbortSignal; readonly input?: string } = {},
) =>
  runRipgrep(
    {
      binary: process.execPath,
      folder: tmpdir(),
      args: ['-e', script],
      separator: '\n',
      ...(input === undefined ? {} : { input }),
    },
    async (records) => onRecords(records.map(String)),
    signal,
  );
const recordsOf = async (script: string, input?: string): Promise<readonly string[]> => {
  const found: string[] = [];
  await run(script, (records) => found.push(...records) > 0, input === undefined ? {} : { input });
  return found;
};

describe('ripgrep', () => {
  it('gives what it prints away record by record, however it comes', async () => {
    const script = `const out = (t) => new Promise((done) => process.stdout.write(t, () => setTimeout(done, 20)));
      (async () => { await out('on'); await out('e\\ntwo\\nשל'); await out('ום\\n\\nrest'); })()`;
    assert.deepEqual(await recordsOf(script), ['one', 'two', 'שלום', '']);
  });

  it('leaves out a record that is longer than anybody wrote', async () => {
    const script = `process.stdout.write('a\\n' + 'x'.repeat(9_000_000) + '\\nb\\n')`;
    assert.deepEqual(await recordsOf(script), ['a', 'b']);
  });

  it('reads a text instead of files', async () => {
    assert.deepEqual(await recordsOf('process.stdin.pipe(process.stdout)', 'one\ntwo\n'), ['one', 'two']);
  });

  it('is stopped when no more is wanted', async () => {
    let calls = 0;
    const started = performance.now();
    await run(`setInterval(() => console.log('more'), 1)`, () => {
      calls += 1;
      return calls < 3;
    });
    assert.equal(calls, 3);
    assert.ok(performance.now() - started < 5000);
  });

  it('is stopped by the signal, with its reason', async () => {
    const controller = new AbortController();
    const reason = new Error('The person stopped it.');
    const running = run(
      `console.log('begun'); setInterval(() => {}, 1000)`,
      () => {
        controller.abort(reason);
        return true;
      },
      { signal: controller.signal },
    );
    await assert.rejects(running, (error) => error === reason);
    await assert.rejects(
      run('', () => true, { signal: controller.signal }),
      (error) => error === reason,
    );
  });

  it('tells the model in its own words what is wrong with a pattern', async () => {
    const failing = run(`console.error('rg: regex parse error: unclosed group'); process.exit(2)`);
    await assert.rejects(
      failing,
      (error) => isToolError(error) && error.message === 'regex parse error: unclosed group',
    );
  });

  it('goes on where a file cannot be read, and says when it ended before its time', async () => {
    assert.deepEqual(await recordsOf(`console.log('found'); process.exitCode = 2`), ['found']);
    await assert.rejects(run(`process.kill(process.pid, 'SIGKILL')`), /ended before its time/);
  });

  it('is looked for in all the places where VS Code keeps it', () => {
    const root = mkdtempSync(path.join(tmpdir(), 'approot-'));
    const name = process.platform === 'win32' ? 'rg.exe' : 'rg';
    try {
      assert.equal(findRipgrep(root), undefined);
      for (const place of [
        `node_modules.asar.unpacked/@vscode/ripgrep-universal/bin/${process.platform}-${process.arch}`,
        'node_modules.asar.unpacked/@vscode/ripgrep/bin',
        `node_modules/@vscode/ripgrep-universal/bin/${process.platform}-${process.arch}`,
        'node_modules/@vscode/ripgrep/bin',
      ]) {
        const file = path.join(root, place, name);
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, '');
        assert.equal(findRipgrep(root), file);
      }
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
