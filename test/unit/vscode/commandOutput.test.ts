import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { createCommandOutput } from '../../../src/vscode/tools/commandOutput';

function outputOf() {
  const shown: string[] = [];
  return { output: createCommandOutput((text) => shown.push(text)), shown };
}

describe('the output of a command', () => {
  it('is shown in pieces of a tenth of a second, and whole at the end', async () => {
    const { output, shown } = outputOf();
    for (let line = 0; line < 100; line += 1) output.take(`${line}\r\n`);
    assert.equal(shown.length, 0);
    await wait(150);
    assert.equal(shown.length, 1);
    output.take('last');
    output.stopShowing();
    assert.equal(shown.join(''), output.read());
    assert.match(output.read(), /^0\n1\n[^]*99\nlast$/);
  });

  it('shows a question that waits for its answer on the same line', async () => {
    const { output, shown } = outputOf();
    output.take('Sure? ');
    await wait(350);
    assert.equal(shown.join(''), 'Sure? ');
    output.take('yes\r\ndone\r\n');
    output.stopShowing();
    assert.equal(shown.join(''), 'Sure? yes\ndone\n');
  });

  it('does not show each step of a progress bar', async () => {
    const { output, shown } = outputOf();
    for (let step = 0; step < 20; step += 1) {
      output.take(`\r${step}%`);
      await wait(20);
    }
    output.take('\r100%\n');
    output.stopShowing();
    assert.ok(shown.join('').length < 30, shown.join(''));
    assert.match(shown.join(''), /100%\n$/);
    assert.equal(output.read(), '100%\n');
  });

  it('shows and keeps little of a lot', async () => {
    const { output, shown } = outputOf();
    for (let at = 0; at < 1000; at += 1) output.take('0123456789\n'.repeat(1000));
    await wait(150);
    output.stopShowing();
    assert.ok(shown.join('').length < 10_000, String(shown.join('').length));
    assert.ok(output.read().length < 30_000);
    assert.match(output.read(), /lines left out/);
  });

  it('is kept but not shown once nobody looks', async () => {
    const { output, shown } = outputOf();
    output.take('one\n');
    output.stopShowing();
    output.take('two\n');
    await wait(150);
    assert.deepEqual(shown, ['one\n']);
    assert.equal(output.read(), 'one\ntwo\n');
  });
});
