import assert from 'node:assert/strict';
import * as z from 'zod';
import type { JsonObject } from '../../../src/api/types';
import { createToolbox, type ToolboxPorts } from '../../../src/tools/createToolbox';
import type { ToolHost } from '../../../src/tools/ports';
import { defineTool, type Plan, type Tool } from '../../../src/tools/tool';
import type { CheckedCall, ToolContext, ToolReply, ToolRun } from '../../../src/tools/toolbox';
import { silentLogger } from '../../../src/util/log';
import { ToolError } from '../../../src/util/toolError';
import { diskPorts } from '../../support/fakeDisk';

const disk = diskPorts([{ name: 'app', path: '/ws' }], {
  files: new Set(['/ws/a.ts', '/ws/.vscode/settings.json']),
  links: new Map(),
});
const context: ToolContext = { chatId: 'c', callKey: 'k', permissions: [] };

const look = defineTool({
  name: 'look',
  description: 'Looks.',
  effect: 'read',
  input: z.strictObject({ path: z.string(), lines: z.int().min(1).optional() }),
  title: ({ path }) => `Look at ${path}`,
  async plan({ path }, { guard }) {
    const place = await guard.pass(path, 'read');
    return {
      facts: [{ kind: 'path', label: 'File', path: place.name }],
      run: async () => ({ output: `seen ${place.real}`, summary: 'seen' }),
    };
  },
});
const write = defineTool({
  name: 'write',
  description: 'Writes.',
  effect: 'edit',
  input: z.strictObject({ path: z.string() }),
  title: ({ path }) => `Write ${path}`,
  async plan({ path }, { guard }) {
    const place = await guard.pass(path, 'write');
    return { run: async () => ({ output: `wrote ${place.name}`, summary: 'wrote' }) };
  },
});
const having = (plan: () => Promise<Plan> | Plan, rest: Partial<Tool> = {}): Tool => ({
  name: 'other',
  description: '',
  effect: 'read',
  parameters: {},
  onByDefault: true,
  open: () => ({ title: 'Other', plan: async () => plan() }),
  ...rest,
});

function boxOf(ports: Partial<ToolboxPorts> = {}) {
  return createToolbox({
    tools: () => [look, write],
    trusted: () => true,
    isOn: () => undefined,
    rule: () => undefined,
    guard: disk,
    host: (guard, context) => ({ guard, context }) as ToolHost,
    log: silentLogger,
    ...ports,
  });
}
const never = new AbortController().signal;
const call = (
  box: ReturnType<typeof boxOf>,
  name: string,
  given: JsonObject | string | undefined = { path: 'a.ts' },
  permissions: ToolContext['permissions'] = [],
): Promise<CheckedCall> => box.check({ name, arguments: given }, { ...context, permissions }, never);
const running: ToolRun = {
  signal: never,
  moved: never,
  print: () => {},
  ask: async () => '',
};
const textOf = ({ content }: ToolReply): string =>
  content.map((block) => (block.type === 'text' ? block.text : '')).join('');
const refusalOf = (checked: CheckedCall): string => {
  assert.equal(checked.verdict, 'refused');
  return checked.verdict === 'refused' ? textOf(checked.reply) : '';
};
const resultOf = async (checked: CheckedCall): Promise<ToolReply> => {
  assert.ok(checked.verdict === 'allowed');
  return checked.run(running);
};

describe('the gate', () => {
  it('lets what reads run, and asks for what edits', async () => {
    assert.equal(textOf(await resultOf(await call(boxOf(), 'look'))), 'seen /ws/a.ts');
    const asked = await call(boxOf(), 'write');
    assert.equal(asked.verdict, 'ask');
    assert.equal(asked.verdict === 'ask' && asked.preview.remember, 'every use of write');
  });

  it('declares nothing and runs nothing in a workspace that is not trusted', async () => {
    const box = boxOf({ trusted: () => false });
    assert.deepEqual(box.declarations(), []);
    assert.match(refusalOf(await call(box, 'look')), /not trusted/);
  });

  it('declares what is on, with the schema that validates it', async () => {
    assert.deepEqual(boxOf({ isOn: (name) => name !== 'write' }).declarations(), [
      {
        type: 'function',
        name: 'look',
        description: 'Looks.',
        parameters: {
          type: 'object',
          properties: { path: { type: 'string' }, lines: { type: 'integer', minimum: 1 } },
          required: ['path'],
          additionalProperties: false,
        },
      },
    ]);
  });

  it('says what is wrong with a call in words that help', async () => {
    const box = boxOf();
    assert.equal(refusalOf(await call(box, 'see')), 'There is no function "see". There are: look, write.');
    assert.match(refusalOf(await call(box, 'look', '{"path": ')), /not a JSON object/);
    assert.match(refusalOf(await call(box, 'look', { path: 7 })), /Invalid arguments for look[\s\S]*path/);
    assert.match(refusalOf(await call(box, 'look', { path: 'a.ts', pth: 'b' })), /pth/);
    assert.match(refusalOf(await box.check({ name: 'look', arguments: undefined }, context, never)), /path/);
    assert.match(refusalOf(await call(box, 'look', { path: '../x' })), /outside/);
    assert.match(refusalOf(await call(boxOf({ isOn: () => false }), 'look')), /switched off/);
  });

  it('follows the rules of the settings', async () => {
    assert.match(refusalOf(await call(boxOf({ rule: () => 'deny' }), 'look')), /settings do not allow/);
    assert.equal((await call(boxOf({ rule: () => 'ask' }), 'look')).verdict, 'ask');
    assert.equal((await call(boxOf({ rule: () => 'allow' }), 'write')).verdict, 'allowed');
  });

  it('follows what was allowed for the chat, by its exact key', async () => {
    const command = having(
      () => ({
        permission: { key: 'run:npm test', words: 'npm test' },
        run: async () => ({ output: '', summary: '' }),
      }),
      { effect: 'execute' },
    );
    const box = boxOf({ tools: () => [command, write] });
    assert.equal(
      (await call(box, 'write', { path: 'a.ts' }, [{ key: 'write', words: '' }])).verdict,
      'allowed',
    );
    assert.equal((await call(box, 'other', {}, [{ key: 'run:npm test', words: '' }])).verdict, 'allowed');
    assert.equal(
      (
        await call(box, 'other', {}, [
          { key: 'run:npm', words: '' },
          { key: 'other', words: '' },
        ])
      ).verdict,
      'ask',
    );
  });

  it('asks for protected files whatever was allowed, and offers nothing to remember', async () => {
    const asked = await call(boxOf({ rule: () => 'allow' }), 'write', { path: '.vscode/settings.json' }, [
      { key: 'write', words: '' },
    ]);
    assert.equal(asked.verdict, 'ask');
    assert.ok(asked.verdict === 'ask');
    assert.deepEqual(asked.preview.concerns, ['.vscode/settings.json configures the editor.']);
    assert.equal(asked.preview.remember, undefined);
  });

  it('shows hidden characters, and asks because of them', async () => {
    const odd = having(() => ({
      facts: [{ kind: 'text', label: 'Text', text: 'safe\u202Etxt.exe' }],
      run: async () => ({ output: '', summary: '' }),
    }));
    const asked = await call(boxOf({ tools: () => [odd] }), 'other', {});
    assert.equal(asked.verdict, 'ask');
  });

  it('means no when anything in it fails', async () => {
    const fails = (): never => {
      throw new Error('broken');
    };
    const broken: readonly Partial<ToolboxPorts>[] = [
      { rule: fails },
      { guard: { ...disk, roots: fails } },
      { guard: { ...disk, realPath: fails } },
      { guard: { ...disk, whyHidden: fails } },
      { guard: { ...disk, realPath: () => Promise.reject(new Error('broken')) } },
      { host: fails },
      { tools: () => [{ ...look, open: fails }] },
      { tools: () => [{ ...having(fails), name: 'look' }] },
    ];
    for (const [at, ports] of broken.entries())
      assert.match(
        refusalOf(await call(boxOf(ports), 'look')),
        /could not be checked, so it was not run/,
        String(at),
      );
    const unknownEffect: Tool = { ...look, effect: 'nothing known' as 'read' };
    assert.equal((await call(boxOf({ tools: () => [unknownEffect] }), 'look')).verdict, 'ask');
    const write = await call(boxOf({ guard: { ...disk, isReadonly: fails } }), 'write');
    assert.match(refusalOf(write), /could not be checked/);
  });

  it('tells the model of a tool that throws, and of one that takes too long', async () => {
    const plan = (run: Plan['run']): Tool => having(() => ({ run }), { timeLimitMs: 20 });
    const thrown = await resultOf(
      await call(
        boxOf({ tools: () => [plan(() => Promise.reject(new ToolError('No such line.')))] }),
        'other',
      ),
    );
    assert.deepEqual(
      [thrown.outcome, textOf(thrown), thrown.summary],
      ['failed', 'No such line.', 'No such line.'],
    );
    const bug = await resultOf(
      await call(boxOf({ tools: () => [plan(() => Promise.reject(new Error('x is undefined')))] }), 'other'),
    );
    assert.equal(textOf(bug), 'other failed: x is undefined');
    const slow = await resultOf(
      await call(boxOf({ tools: () => [plan(() => new Promise(() => {}))] }), 'other'),
    );
    assert.equal(textOf(slow), 'other took longer than 0.02 s and was stopped.');
  });

  it('bounds what the model gets, writes hidden characters out, and says when nothing came', async () => {
    const having1 = (output: string): Promise<CheckedCall> =>
      call(boxOf({ tools: () => [having(() => ({ run: async () => ({ output, summary: '' }) }))] }), 'other');
    const long = textOf(await resultOf(await having1('x'.repeat(100_000))));
    assert.ok(long.length < 61_000);
    assert.match(long, /cut: 40000 more characters/);
    assert.equal(textOf(await resultOf(await having1('a\u{E0041}b'))), 'a⟨U+E0041⟩b');
    assert.equal(textOf(await resultOf(await having1(''))), '(empty)');
  });

  it('throws only the reason of the signal', async () => {
    const controller = new AbortController();
    controller.abort(new Error('Stopped.'));
    await assert.rejects(
      boxOf().check({ name: 'look', arguments: { path: 'a.ts' } }, context, controller.signal),
      /Stopped/,
    );
  });

  it('lists all functions for the person: what is on, what happens to a call, and what a declaration costs', () => {
    const rare = having(() => ({ run: async () => ({ output: '', summary: '' }) }), { onByDefault: false });
    const box = boxOf({
      tools: () => [look, write, rare],
      isOn: (name) => (name === 'look' ? false : undefined),
      rule: (name) => (name === 'other' ? 'deny' : undefined),
    });
    const list = box.list();
    assert.deepEqual(
      list.map(({ name, isOn, onByDefault, rule }) => [name, isOn, onByDefault, rule]),
      [
        ['look', false, true, 'allow'],
        ['write', true, true, 'ask'],
        ['other', false, false, 'deny'],
      ],
    );
    const [declared] = box.declarations();
    assert.equal(list[1]?.tokens, Math.ceil(JSON.stringify(declared).length / 4));
  });
});
