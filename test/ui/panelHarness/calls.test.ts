import assert from 'node:assert/strict';
import type { BrowserContext } from 'playwright-core';
import type { CallState } from '../../../src/conversation/calls';
import type { FromPanel, ToPanel } from '../../../src/protocol/messages';
import { startBrowser } from '../../host/startBrowser';
import { callStates, callTurns } from './callStates';
import { openPanel, type OpenedPanel, type PanelOptions } from './openPanel';
import { snapshotMessage, statusMessage, textStep } from './panelStates';

describe('calls of functions in the panel', function () {
  this.timeout(120_000);
  let context: BrowserContext;
  let panel: OpenedPanel | undefined;

  before(async () => {
    context = await startBrowser();
  });
  after(() => context.close());
  afterEach(async () => {
    const closing = panel;
    panel = undefined;
    await closing?.page.close();
  });

  async function open(
    messages: readonly ToPanel[] = [],
    options?: PanelOptions,
  ): Promise<OpenedPanel & { readonly asked: () => Promise<readonly FromPanel[]> }> {
    const opened = await openPanel(context, options);
    panel = opened;
    await opened.tell(...messages);
    return {
      ...opened,
      asked: async () =>
        (await opened.posted()).filter(({ type }) => type !== 'draftChanged' && type !== 'ready'),
    };
  }
  const changed = (call: CallState, seq = 2): ToPanel => ({
    type: 'events',
    seq,
    events: [{ type: 'callChanged', turnId: '1', callKey: 'call-2', call }],
  });
  const asking = callTurns.askingCommand.calls?.['call-2'];
  const shown = { turnId: '1', callKey: 'call-2' };

  it('answers for exactly what is shown: once, for the chat, or not', async () => {
    const { page, asked } = await open(callStates['askingCommand']);
    const group = page.getByRole('group', { name: 'Approval: run_command' });
    await group.getByRole('button', { name: 'Allow', exact: true }).click();
    const [first] = await asked();
    assert.ok(first?.type === 'allowCall');
    assert.deepEqual(first, { type: 'allowCall', ...shown, mark: first.mark, forChat: false });
    assert.ok(await group.getByRole('button', { name: 'Deny', exact: true }).isDisabled());
    await page.close();

    const second = await open(callStates['askingCommand']);
    await second.page.getByRole('button', { name: 'Allow for this chat' }).click();
    assert.deepEqual((await second.asked())[0], { ...first, forChat: true });
    await second.page.close();

    const third = await open(callStates['askingCommand']);
    await third.page.getByRole('button', { name: 'Deny', exact: true }).click();
    assert.deepEqual((await third.asked())[0], { type: 'denyCall', ...shown, mark: first.mark, reason: '' });
  });

  it('answers for all changes that wait together, but accepts none that is unusual with others', async () => {
    const { page, asked } = await open(callStates['askingReviews']);
    const all = page.getByRole('group', { name: 'All proposed changes' });
    await all.getByRole('button', { name: 'Review all in the editor' }).click();
    await all.getByRole('button', { name: 'Accept all' }).click();
    await all.getByRole('button', { name: 'Reject all' }).click();
    assert.deepEqual(
      (await asked()).map((message) => [message.type, 'callKey' in message ? message.callKey : '']),
      [
        ['reviewChanges', ''],
        ['allowCall', 'call-0'],
        ['allowCall', 'call-1'],
        ['denyCall', 'call-0'],
        ['denyCall', 'call-1'],
        ['denyCall', 'call-2'],
      ],
    );
  });

  it('takes the second half of a double click for nothing', async () => {
    const { page, asked } = await open(callStates['askingCommand']);
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    assert.ok(asking?.state === 'asking');
    const next = changed({ ...asking, preview: { ...asking.preview, title: 'Run rm -rf build' } });
    // Within the page, so that the click comes in the frame in which the other call appears.
    await page.evaluate(async (message) => {
      window.postMessage(JSON.parse(message), '*');
      while (document.querySelector('.callTitle')?.textContent.includes('rm -rf') !== true)
        await new Promise(requestAnimationFrame);
      document.querySelector<HTMLButtonElement>('.callCard .button')?.click();
    }, JSON.stringify(next));
    assert.equal((await asked()).length, 1);
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    assert.equal((await asked()).length, 2);
  });

  it('denies with a reason by keyboard alone, and Escape in its field does not stop the answer', async () => {
    const { page, asked } = await open(callStates['askingCommand']);
    await page.getByRole('textbox', { name: 'Message Gemini' }).focus();
    await page.getByRole('button', { name: 'Allow', exact: true, disabled: false }).waitFor();
    const names: string[] = [];
    for (let step = 0; step < 5; step += 1) {
      await page.keyboard.press('Shift+Tab');
      names.push(await page.evaluate(() => document.activeElement?.textContent ?? ''));
    }
    assert.deepEqual(names, ['Edit arguments', 'Deny with a reason', 'Deny', 'Allow for this chat', 'Allow']);
    await page.getByRole('button', { name: 'Deny with a reason' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('no');
    await page.keyboard.press('Escape');
    assert.deepEqual(await asked(), []);
    await page.getByRole('button', { name: 'Deny with a reason' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Use pnpm.');
    await page.keyboard.press('Enter');
    const [message] = await asked();
    assert.ok(message?.type === 'denyCall');
    assert.equal(message.reason, 'Use pnpm.');
    // The focus stays where the call is, so that Tab goes on from there.
    assert.equal(await page.evaluate(() => document.activeElement?.className), 'call');
  });

  it('edits the arguments as JSON, and sends no other', async () => {
    const { page, tell, asked } = await open(callStates['askingCommand']);
    await page.getByRole('button', { name: 'Edit arguments' }).click();
    const field = page.getByRole('textbox', { name: 'Arguments, as a JSON object' });
    assert.deepEqual(JSON.parse(await field.inputValue()), { command: 'npm test', folder: '.' });
    const use = page.getByRole('button', { name: 'Show with these' });
    await field.fill('{"command": ');
    await page.getByText('This is no JSON.').waitFor();
    assert.ok(await use.isDisabled());
    await field.fill('["npm"]');
    await page.getByText('This has to be a JSON object').waitFor();
    await field.press('Control+Enter');
    assert.deepEqual(await asked(), []);
    await field.fill('{"command": "npm run lint"}');
    await field.press('Control+Enter');
    const [message] = await asked();
    assert.ok(message?.type === 'editCall');
    assert.equal(message.arguments, '{"command": "npm run lint"}');
    assert.ok(asking?.state === 'asking');
    await tell(
      changed({
        ...asking,
        preview: { ...asking.preview, title: 'Run npm run lint' },
        arguments: { command: 'npm run lint' },
      }),
    );
    await page.getByText('Run npm run lint', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    const [, allowed] = await asked();
    assert.ok(allowed?.type === 'allowCall');
    assert.notEqual(allowed.mark, message.mark);
  });

  it('leaves the focus and the text of the composer alone, and says at once that it waits', async () => {
    const { 'call-2': _asking, ...calls } = callTurns.askingCommand.calls ?? {};
    const turn = { ...callTurns.askingCommand, calls };
    const { page, tell } = await open([statusMessage(), snapshotMessage([turn])], { height: 400 });
    const composer = page.getByRole('textbox', { name: 'Message Gemini' });
    await composer.click();
    await page.keyboard.type('half a ');
    assert.ok(asking?.state === 'asking');
    await tell(changed(asking));
    await page.keyboard.type('thought');
    assert.equal(await composer.inputValue(), 'half a thought');
    assert.ok(await composer.evaluate((element) => element === document.activeElement));
    assert.equal(
      (await page.locator('[aria-live="assertive"]').textContent())?.trim(),
      'Gemini asks for your approval: Run npm test.',
    );
    // The reader was at the end, and is.
    const allow = await page.getByRole('button', { name: 'Allow', exact: true }).boundingBox();
    assert.ok(allow && allow.y + allow.height < 400);
    await page.getByRole('status').getByText('Waiting for your approval').waitFor();
  });

  it('says on the way to the end that something waits there, for whoever has scrolled up', async () => {
    const turn = {
      ...callTurns.askingCommand,
      rounds: callTurns.askingCommand.rounds.map((round) => ({
        ...round,
        steps: [textStep('A paragraph.\n\n'.repeat(60)), ...round.steps],
        indices: [9, ...round.indices],
      })),
    };
    const { page } = await open([statusMessage(), snapshotMessage([turn])]);
    await page.getByRole('log').evaluate((log) => log.scrollBy(0, -800));
    await page.getByRole('button', { name: 'Waiting for your approval' }).click();
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
  });

  it('says results quietly', async () => {
    const { page, tell } = await open(callStates['askingCommand']);
    const answered = callTurns.answeredCalls.calls?.['call-1'];
    assert.ok(answered);
    await tell(changed(answered));
    const polite = await page.locator('[aria-live="polite"]:not([role])').textContent();
    assert.match(polite ?? '', /Run npm test: failed: exit code 1\./);
  });

  it('answers a question by a button or in words', async () => {
    const { page, asked } = await open(callStates['questioning']);
    await page.getByRole('button', { name: 'All of them' }).click();
    assert.deepEqual(await asked(), [
      { type: 'answerCall', turnId: '1', callKey: 'call-0', text: 'All of them' },
    ]);
    await page.close();
    const other = await open(callStates['questioning']);
    const field = other.page.getByRole('textbox', { name: 'Your answer' });
    await field.press('Enter');
    await field.fill('Those of the till');
    await field.press('Enter');
    assert.deepEqual(await other.asked(), [
      { type: 'answerCall', turnId: '1', callKey: 'call-0', text: 'Those of the till' },
    ]);
  });

  it('moves a command to the background, goes on beyond a limit, and opens instructions', async () => {
    const running = await open(callStates['runningCommand']);
    await running.page.getByRole('button', { name: 'Move to background' }).click();
    assert.deepEqual(await running.asked(), [{ type: 'moveCall', turnId: '1', callKey: 'call-1' }]);
    await running.page.close();
    const limited = await open(callStates['limitReached']);
    await limited.page.getByRole('button', { name: 'src/shop/GEMINI.md' }).click();
    await limited.page.getByRole('button', { name: 'Go on' }).click();
    await limited.page
      .getByRole('group', { name: 'Limit reached' })
      .getByRole('button', { name: 'Stop' })
      .click();
    assert.deepEqual(await limited.asked(), [
      { type: 'openInstructions', turnId: '1', at: 1 },
      { type: 'goOn', turnId: '1' },
      { type: 'stop' },
    ]);
  });

  it('breaks no word of a button, and gives a row its whole width, in a narrow panel', async () => {
    for (const [state, width] of [
      ['runningCommand', 200],
      ['askingCommand', 240],
      ['refusedCall', 300],
    ] as const) {
      const { page } = await open(callStates[state], { width });
      const broken = await page.evaluate(() => {
        const words = (element: Element): readonly string[] =>
          [...element.childNodes].flatMap((node) =>
            [...(node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '') : '').matchAll(/[\w']+/g)]
              .filter(({ 0: word, index }) => {
                const range = document.createRange();
                range.setStart(node, index);
                range.setEnd(node, index + word.length);
                return range.getClientRects().length > 1;
              })
              .map(({ 0: word }) => word),
          );
        return [...document.querySelectorAll('.call button, .rowTitle, .rowNote')].flatMap(words);
      });
      assert.deepEqual(broken, [], state);
      await page.close();
    }
  });

  it('unfolds a call to its arguments, its output and what the model was told', async () => {
    const { page, asked } = await open(callStates['answeredCalls'], { height: 2000 });
    await page.getByText('Run npm test').click();
    await page.getByRole('group', { name: 'Arguments', exact: true }).waitFor();
    await page.getByRole('group', { name: 'Output' }).getByText('test 12').waitFor();
    await page.getByRole('button', { name: 'Show all 40 lines' }).click();
    await page.getByRole('group', { name: 'Output' }).getByText('test 40').waitFor();
    await page.getByRole('group', { name: 'Told to Gemini' }).getByText('1 failing').waitFor();
    await page.getByRole('button', { name: 'Open all of it in an editor' }).click();
    assert.deepEqual(await asked(), [{ type: 'openCall', turnId: '1', callKey: 'call-1' }]);
  });

  it('folds forty reads into one row', async () => {
    const { page } = await open(callStates['manySteps']);
    assert.equal(await page.getByText(/^Read src\/shop\/part/).count(), 0);
    await page.getByText('41 steps').click();
    assert.equal(await page.getByText(/^Read src\/shop\/part/).count(), 40);
  });

  for (const [name, messages] of Object.entries(callStates)) {
    it(`fits into 200 pixels: ${name}`, async () => {
      const { page } = await open(messages, { width: 200 });
      const overflow = await page.evaluate(() => {
        const log = document.querySelector('.log');
        return Math.max(
          document.documentElement.scrollWidth - window.innerWidth,
          (log?.scrollWidth ?? 0) - (log?.clientWidth ?? 0),
        );
      });
      assert.ok(overflow <= 0, `${overflow} pixels too wide`);
    });
  }
});
