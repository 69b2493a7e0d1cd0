import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { createToolbox } from '../../../src/tools/createToolbox';
import { createGuard, recheck } from '../../../src/tools/guard';
import { workspaceTools } from '../../../src/tools/index';
import type { ToolHost } from '../../../src/tools/ports';
import { silentLogger } from '../../../src/util/log';
import { allowedWorkspace } from '../../support/allowedWorkspace';
import { runChecked } from '../../support/checkTool';
import type { System } from '../../support/fakeMachine';
import { incidentRows } from './incidentRows';

const systems: readonly System[] = ['Linux', 'macOS', 'Windows'];
const never = new AbortController().signal;

describe('the gate, by incident', () => {
  for (const { incident, call, verdict, words, on } of incidentRows) {
    const [name, given] = call;
    it(`${incident}: ${name} ${JSON.stringify(given)}`, async () => {
      for (const system of on) {
        const setting = allowedWorkspace(system);
        const checked = await setting.check(name, given);
        assert.equal(checked.verdict, verdict, `${system}: ${JSON.stringify(checked)}`);
        if (checked.verdict === 'refused') assert.match((await runChecked(checked)).text, words, system);
        else {
          assert.match(checked.preview.concerns.join('\n'), words, system);
          assert.equal(checked.preview.remember, undefined, system);
        }
        // Nothing is done before the person has said so.
        assert.deepEqual(setting.done, { changes: [], commands: [] }, system);
      }
    });
  }

  for (const system of systems) {
    it(`lets the like of it that is harmless pass, on ${system}`, async () => {
      const { check } = allowedWorkspace(system);
      for (const [name, given] of [
        ['read_file', { path: 'src/a.ts' }],
        ['edit_file', { path: 'src/a.ts', edits: [{ oldText: 'old', newText: 'new' }] }],
        ['create_file', { path: 'src/new/b.ts', content: 'x' }],
        ['run_command', { command: 'npm test' }],
      ] as const)
        assert.equal((await check(name, given)).verdict, 'allowed', name);
    });
  }
});

describe('the gate, by incident, beyond one call', () => {
  it('CVE-2025-54136: what was allowed lapses when it is another thing by the same name', async () => {
    const { toolbox, tasks } = allowedWorkspace('Linux', { allowed: false });
    const check = async (key?: string) => {
      const permissions = key === undefined ? [] : [{ key, words: '' }];
      const request = { name: 'run_task', arguments: { task: 'build' } };
      const checked = await toolbox.check(request, { chatId: 'c', callKey: 'k', permissions }, never);
      assert.ok(checked.verdict !== 'refused');
      return checked;
    };
    const { permissionKey } = await check();
    assert.equal((await check(permissionKey)).verdict, 'allowed');
    tasks[0] = { name: 'build', detail: '', commandLine: 'id', before: [], definition: 'id' };
    assert.equal((await check(permissionKey)).verdict, 'ask');
  });

  it('CVE-2025-58373, CVE-2026-21523: a link that is put in the way after the check stops the call', async () => {
    for (const system of systems) {
      const { machine } = allowedWorkspace(system);
      const place = await createGuard(machine.guard).pass('src/a.ts', 'write');
      await recheck(place, machine.guard);
      machine.link('src', machine.outside('.ssh'));
      await assert.rejects(recheck(place, machine.guard), /leads out of the workspace/, system);
    }
  });

  it('CVE-2026-21523: what was shown is what runs, whatever becomes of the arguments', async () => {
    const { check, done } = allowedWorkspace('Linux');
    const given = { command: 'npm test' };
    const checked = await check('run_command', given);
    given.command = 'id';
    await runChecked(checked);
    assert.deepEqual(
      done.commands.map(({ command }) => command),
      ['npm test'],
    );
  });

  it('CVE-2025-55284: without an allowance every command asks, however harmless its name', async () => {
    const { check } = allowedWorkspace('Linux', { allowed: false });
    for (const command of ['ls', 'cat package.json', 'git status', 'echo hello', 'pwd'])
      assert.equal((await check('run_command', { command })).verdict, 'ask', command);
  });

  it('CVE-2026-12537, GHSA-8wmq-fwv7-xmwq: an untrusted workspace has no function, whatever is allowed', async () => {
    const { check, toolbox } = allowedWorkspace('Linux', { trusted: false });
    assert.deepEqual(toolbox.declarations(), []);
    for (const { name } of workspaceTools)
      assert.equal((await check(name, { path: 'src/a.ts' })).verdict, 'refused', name);
  });

  it('CVE-2025-53773, CVE-2026-21852, CVE-2025-61260, GHSA-wf4x-8mpj-r42q: no workspace can set what allows, where the key goes, or servers', () => {
    const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      contributes: { configuration: { properties: Record<string, { scope: string }> } };
    };
    for (const name of ['apiBaseUrl', 'approvals', 'mcpServers', 'tools.enabled']) {
      const scope = contributes.configuration.properties[`geminiInteractions.${name}`]?.scope ?? '';
      assert.match(scope, /^(?:application|machine)$/, name);
    }
  });

  it('CVE-2025-52882, CVE-2026-44211, CVE-2026-59723: no port is opened', () => {
    for (const file of globSync('src/**/*.{ts,tsx}'))
      assert.doesNotMatch(readFileSync(file, 'utf8'), /\bcreateServer\(|\.listen\(|WebSocketServer/, file);
  });

  it('Unicode tags: what a file says unseen, the model is told in plain sight', async () => {
    const { machine } = allowedWorkspace('Linux');
    const toolbox = createToolbox({
      tools: () => workspaceTools,
      trusted: () => true,
      isOn: () => true,
      rule: () => undefined,
      guard: machine.guard,
      host: (guard, context) =>
        ({
          guard,
          context,
          files: {
            notebook: async () => undefined,
            content: async () => ({ kind: 'text', text: 'plain\u{e0041}\u202e', isUnsaved: false }),
          },
        }) as unknown as ToolHost,
      log: silentLogger,
    });
    const context = { chatId: 'c', callKey: 'k', permissions: [] };
    const request = { name: 'read_file', arguments: { path: 'src/a.ts' } };
    const { text } = await runChecked(await toolbox.check(request, context, never));
    assert.match(text, /plain⟨U\+E0041⟩⟨U\+202E⟩/);
  });
});
