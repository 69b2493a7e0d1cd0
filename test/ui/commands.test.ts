import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/api/types';
import { patience } from '../host/workbench';
import { openWorkbench, type Workbench } from './fixture';

describe('commands that Gemini runs', function () {
  this.timeout(8 * patience);
  let workbench: Workbench;
  const log = () => workbench.panel.getByRole('log', { name: 'Conversation' });
  const button = (name: string) => workbench.panel.getByRole('button', { name, exact: true });
  const approval = () => workbench.panel.getByRole('group', { name: 'Approval: run_command' });

  /** Asks a question that is answered with a call, and then with words. */
  async function ask(name: string, given: JsonObject, answer: string): Promise<void> {
    workbench.emulator.script({ calls: [{ name, arguments: given }] });
    workbench.emulator.script({ text: answer });
    await workbench.panel.getByRole('textbox', { name: 'Message Gemini' }).click({ timeout: patience });
    await workbench.page.keyboard.type('Go on');
    await workbench.page.keyboard.press('Enter');
  }
  /** What the service was told last. */
  function told(): string {
    const request = workbench.emulator.requests.findLast(
      ({ method, path }) => method === 'POST' && path.endsWith('/interactions'),
    );
    return JSON.stringify(request?.body);
  }
  const answered = (answer: string) =>
    log()
      .getByText(answer, { exact: true })
      .waitFor({ timeout: 2 * patience });

  before(async () => {
    workbench = await openWorkbench({
      env: { GEMINI_API_KEY: 'emulator' },
      settings: { 'workbench.colorTheme': 'Default Dark Modern' },
    });
    await workbench.palette('Gemini: Open Chat');
    await workbench.panel.getByText(/Answers do not come from Google/).waitFor({ timeout: patience });
  });
  after(() => workbench?.close());

  it('are asked for with the exact line, and run in a terminal that is shown', async () => {
    const command = 'echo one && sleep 4 && echo two; (exit 3)';
    await ask('run_command', { command }, 'It has run.');
    await approval().getByText(command, { exact: true }).waitFor({ timeout: patience });
    await approval()
      .getByText(/A shell does more with this/)
      .waitFor({ timeout: patience });
    assert.equal(await approval().getByRole('button', { name: 'Allow for this chat' }).count(), 0);
    await workbench.screenshot('command-asked');
    await approval().getByRole('button', { name: 'Allow', exact: true }).click();
    await log()
      .getByText('one', { exact: true })
      .waitFor({ timeout: 2 * patience });
    await workbench.page.locator('.terminal-wrapper .xterm').first().waitFor({ timeout: patience });
    await workbench.screenshot('command-running');
    await answered('It has run.');
    assert.match(told(), /Exit code 3\.\\n\\nOutput:\\none\\ntwo"/);
    await workbench.screenshot('command-ended');
  });

  it('go on in the background when the person says so', async () => {
    await ask('run_command', { command: 'sleep 1010' }, 'It goes on.');
    await approval().getByRole('button', { name: 'Allow', exact: true }).click({ timeout: patience });
    await button('Move to background').click({ timeout: 2 * patience });
    await answered('It goes on.');
    assert.match(told(), /It goes on in the background as \\"1\\"/);
    await ask('read_command_output', { id: '1' }, 'Still going.');
    await answered('Still going.');
    assert.match(told(), /It goes on in the background as \\"1\\"/);
  });

  it('bring a plan that is seen and questions that are answered', async () => {
    const steps = [
      { step: 'Look at the prices', status: 'done' },
      { step: 'Mend the rounding', status: 'in_progress' },
      { step: 'Run the tests', status: 'pending' },
    ];
    await ask('update_plan', { steps }, 'Planned.');
    await answered('Planned.');
    await log().getByText('Mend the rounding').first().waitFor({ timeout: patience });
    await ask('ask_person', { question: 'Round up or down?', options: ['Up', 'Down'] }, 'So be it.');
    await log().getByText('Round up or down?', { exact: true }).waitFor({ timeout: patience });
    await workbench.screenshot('command-question');
    await button('Down').click();
    await answered('So be it.');
    assert.match(told(), /The person answered: Down/);
    await workbench.screenshot('command-plan');
  });

  it('stop with the answer', async () => {
    await ask('run_command', { command: 'sleep 1011' }, 'Never said.');
    await approval().getByRole('button', { name: 'Allow', exact: true }).click({ timeout: patience });
    await button('Move to background').waitFor({ timeout: 2 * patience });
    await button('Stop').first().click();
    await button('Stop').first().waitFor({ state: 'hidden', timeout: patience });
    assert.equal(await log().getByText('Never said.', { exact: true }).count(), 0);
  });
});
