import assert from 'node:assert/strict';
import type { Agents, File, Interactions } from '@google/genai';
import { decodeTar } from '../../emulator/resources/tar';
import { startJudge } from './officialClient';
import type { Judge } from './officialClient';

describe('the other resources, with the official client', () => {
  let judge: Judge;
  before(async () => {
    judge = await startJudge({ apiVersion: 'v1beta' });
  });
  after(() => judge.close());
  beforeEach(() => judge.emulator.reset());

  it('lists models page by page, and tells about one', async () => {
    const pager = await judge.ai.models.list({ config: { pageSize: 10 } });
    const names: string[] = [];
    for await (const model of pager) names.push(model.name ?? '');
    assert(names.includes('models/gemini-3.5-flash'));
    assert(judge.emulator.requests.length >= 3);
    const model = await judge.ai.models.get({ model: 'gemini-3.5-flash' });
    assert.equal(model.inputTokenLimit, 1_048_576);
    await assert.rejects(
      judge.ai.models.get({ model: 'gemini-0' }),
      /models\/gemini-0 is not found for API version v1beta/,
    );
    const { totalTokens } = await judge.ai.models.countTokens({
      model: 'gemini-3.5-flash',
      contents: 'Hello, world',
    });
    assert((totalTokens ?? 0) > 0);
  });

  describe('files', () => {
    it('uploads 20 MiB in chunks, and finds, uses and deletes the file', async () => {
      const bytes = new Uint8Array(20 * 1024 * 1024).fill(7);
      const file = await judge.ai.files.upload({
        file: new Blob([bytes], { type: 'video/mp4' }),
        config: { displayName: 'A film' },
      });
      assert.equal(file.sizeBytes, String(bytes.length));
      assert.equal(file.state, 'PROCESSING');
      assert.equal(file.displayName, 'A film');
      const offsets = judge.emulator.requests
        .map(({ headers }) => headers['x-goog-upload-offset'])
        .filter(Boolean);
      assert.deepEqual(offsets, ['0', '8388608', '16777216']);
      const listed = await judge.ai.files.list();
      assert.deepEqual(
        listed.page.map(({ name }) => name),
        [file.name],
      );
      const use = (): Promise<{ readonly output_text?: string | undefined }> =>
        judge.ai.interactions.create({
          model: 'gemini-3.5-flash',
          input: [
            { type: 'text', text: 'What happens in this film?' },
            { type: 'video', uri: file.uri ?? '', mime_type: 'video/mp4' },
          ],
        });
      const get = (): Promise<File> => judge.ai.files.get({ name: file.name ?? '' });
      assert.equal((await get()).state, 'PROCESSING');
      await assert.rejects(use(), /is not in an ACTIVE state/);
      assert.equal((await get()).state, 'ACTIVE');
      const interaction = await use();
      assert.match(interaction.output_text ?? '', /a video\/mp4 by address/);
      await judge.ai.files.delete({ name: file.name ?? '' });
      await assert.rejects(get(), { status: 403 });
    });

    it('says when a file cannot be processed, and forgets one that has expired', async () => {
      const upload = (displayName: string, name?: string): Promise<File> =>
        judge.ai.files.upload({
          file: new Blob(['%PDF-1.7'], { type: 'application/pdf' }),
          config: { displayName, ...(name === undefined ? {} : { name }) },
        });
      const { name: broken = '' } = await upload('[[fault:processing]]');
      await judge.ai.files.get({ name: broken });
      const { state, error } = await judge.ai.files.get({ name: broken });
      assert.deepEqual([state, error?.message], ['FAILED', 'The file could not be processed.']);

      const file = await upload('Report', 'files/my-report');
      assert.deepEqual([file.name, file.state], ['files/my-report', 'ACTIVE']);
      assert.ok(Date.parse(file.expirationTime ?? '') > Date.now() + 47 * 3_600_000);
      await assert.rejects(upload('Another', 'files/my-report'), { status: 409 });
      await judge.emulator.expire('files/my-report');
      await assert.rejects(judge.ai.files.get({ name: 'files/my-report' }), { status: 403 });
      await assert.rejects(
        judge.ai.interactions.create({
          model: 'gemini-3.5-flash',
          input: [{ type: 'document', uri: file.uri ?? '', mime_type: 'application/pdf' }],
        }),
        /permission to access the File my-report/,
      );
    });
  });

  describe('agents', () => {
    const reviewer: Agents.Agent & { id: string } = {
      id: 'code-reviewer',
      base_agent: 'antigravity-preview-05-2026',
      system_instruction: 'Review.',
      base_environment: {
        type: 'remote',
        sources: [{ type: 'inline', content: 'Be kind.', target: '/workspace/.agents/AGENTS.md' }],
      },
    };

    it('are created once, listed, called and deleted', async () => {
      await judge.ai.agents.create(reviewer);
      await assert.rejects(judge.ai.agents.create(reviewer, { maxRetries: 0 }), { status: 409 });
      assert.deepEqual(
        (await judge.ai.agents.list()).agents?.map(({ id }) => id),
        ['code-reviewer'],
      );
      assert.equal((await judge.ai.agents.get('code-reviewer')).system_instruction, 'Review.');
      const runs = [1, 2].map(() =>
        judge.ai.interactions.create({
          agent: 'code-reviewer',
          input: 'Write notes.md',
          environment: 'remote',
        }),
      );
      const ids = (await Promise.all(runs)).map(({ environment_id }) => environment_id ?? '');
      assert.equal(new Set(ids).size, 2);
      for (const environment of ids) {
        const file = await judge.ai.environments.files.download({
          environment,
          path: 'workspace/.agents/AGENTS.md',
        });
        assert.equal(Buffer.from(file).toString(), 'Be kind.');
      }
      await judge.ai.agents.delete('code-reviewer');
      await assert.rejects(judge.ai.agents.get('code-reviewer'), { status: 404 });
    });

    it('must not take a name of the service', async () => {
      await assert.rejects(judge.ai.agents.create({ ...reviewer, id: 'gemini-mine' }), { status: 400 });
    });

    it('show what they did: calls of the sandbox are answered by the sandbox', async () => {
      const { steps, status } = await judge.ai.interactions.create({
        agent: 'antigravity-preview-09-2026',
        input: 'Save the first Fibonacci numbers to fibonacci.txt.',
        environment: 'remote',
      });
      assert.equal(status, 'completed');
      assert.deepEqual(
        steps.map(({ type }) => type),
        [
          'thought',
          'function_call',
          'function_result',
          'code_execution_call',
          'code_execution_result',
          'model_output',
        ],
      );
    });

    it('go on in the same sandbox', async () => {
      const agent = 'antigravity-preview-05-2026';
      const first = await judge.ai.interactions.create({ agent, input: 'Write a.md', environment: 'remote' });
      const environment = first.environment_id ?? '';
      const second = await judge.ai.interactions.create({
        agent,
        input: 'Write b.md',
        environment,
        previous_interaction_id: first.id ?? '',
      });
      assert.equal(second.environment_id, environment);
      const { files } = await judge.ai.environments.files.list({ environment, path: 'workspace' });
      assert.deepEqual(
        files?.map(({ path }) => path),
        ['workspace/a.md', 'workspace/b.md'],
      );
    });

    it('number their events and name the sandbox in the first one', async () => {
      const stream = await judge.ai.interactions.create({
        agent: 'antigravity-preview-05-2026',
        input: 'Write a.md',
        environment: 'remote',
        stream: true,
      });
      const events: Interactions.InteractionSSEEvent[] = [];
      for await (const event of stream) events.push(event);
      assert(events.every(({ event_id }) => event_id));
      assert.match(JSON.stringify(events[0]), /"environment_id":"[0-9a-f-]{36}"/);
      assert(
        events.some((event) => event.event_type === 'step.stop' && (event.usage?.total_tokens ?? 0) > 0),
      );
    });

    it('do research in the background only', async () => {
      const agent = 'deep-research-preview-04-2026';
      await assert.rejects(
        judge.ai.interactions.create({ agent, input: 'Paws' }),
        /required to use background=true/,
      );
      const stream = await judge.ai.interactions.create({
        agent,
        input: 'Paws',
        background: true,
        stream: true,
      });
      const events: Interactions.InteractionSSEEvent[] = [];
      for await (const event of stream) events.push(event);
      const last = events.at(-1);
      assert(last?.event_type === 'interaction.completed');
      assert.equal(last.interaction.usage, undefined);
      const stored = await judge.ai.interactions.get(last.interaction.id ?? '');
      assert((stored.usage?.total_tokens ?? 0) > 0);
      assert.match(stored.output_image?.mime_type ?? '', /png/);
    });
  });

  describe('environments', () => {
    it('are created from sources, listed, forked and deleted', async () => {
      const origin = await judge.ai.environments.create({
        sources: [{ type: 'inline', content: 'Hello', target: '/workspace/src dir/hello.txt' }],
        network: { allowlist: [{ domain: '*' }] },
      });
      assert.equal(origin.file_count, '1');
      assert.equal(origin.size_bytes, '5');
      const fork = await judge.ai.environments.create({ from_environment: origin.id });
      assert.notEqual(fork.id, origin.id);
      const { environments } = await judge.ai.environments.list();
      assert.deepEqual(environments?.map(({ id }) => id).slice(-2), [origin.id, fork.id]);
      await judge.ai.environments.delete(origin.id);
      await assert.rejects(judge.ai.environments.get(origin.id), { status: 404 });
      const { files } = await judge.ai.environments.files.list({
        environment: fork.id,
        path: 'workspace/src dir',
      });
      assert.deepEqual(
        files?.map(({ name, type, size_bytes }) => [name, type, size_bytes]),
        [['hello.txt', 'file', '5']],
      );
    });

    it('take and give files and folders', async () => {
      const { id: environment } = await judge.ai.environments.create({});
      const path = 'workspace/data/a.txt';
      const upload = (text: string, overwrite = false): Promise<unknown> =>
        judge.ai.environments.files.upload(
          { environment, path, file: new Blob([text]), overwrite },
          { maxRetries: 0 },
        );
      await upload('first');
      await assert.rejects(upload('second'), { status: 409 });
      await upload('third', true);
      const bytes = await judge.ai.environments.files.download({ environment, path });
      assert.equal(Buffer.from(bytes).toString(), 'third');
      const archive = await judge.ai.environments.files.download({ environment, path: 'workspace' });
      const entries = decodeTar(Buffer.from(archive)).map((entry) => [entry.path, entry.content?.toString()]);
      assert.deepEqual(entries, [
        ['workspace/data', undefined],
        ['workspace/data/a.txt', 'third'],
      ]);
      await assert.rejects(
        judge.ai.environments.files.list({ environment, path: 'nonexistent.txt' }),
        new RegExp(`Path 'nonexistent.txt' not found in environment '${environment}'`),
      );
    });

    it('give files from another origin, and write types in capitals, as live', async () => {
      const { id: environment } = await judge.ai.environments.create({
        sources: [{ type: 'inline', content: 'Hello', target: '/workspace/a b.txt' }],
      });
      judge.emulator.faults.add('elsewhere', { on: 'GET /environments/*' });
      const bytes = await judge.ai.environments.files.download({ environment, path: 'workspace/a b.txt' });
      assert.equal(Buffer.from(bytes).toString(), 'Hello');
      judge.emulator.faults.add('capitals', { on: 'GET /environments/*' });
      const { files } = await judge.ai.environments.files.list({ environment, path: '' });
      assert.deepEqual(
        files?.map(({ type, path }) => [type, path]),
        [['DIRECTORY', 'workspace']],
      );
    });

    it('are unknown once they expired', async () => {
      const { id } = await judge.ai.environments.create({});
      await judge.emulator.expire(id);
      const agent = 'antigravity-preview-05-2026';
      await assert.rejects(judge.ai.interactions.create({ agent, input: 'Go on', environment: id }), {
        status: 404,
      });
    });
  });

  it('stores webhooks, triggers, credentials and voices', async () => {
    const webhook = await judge.ai.webhooks.create({
      uri: 'https://x/y',
      subscribed_events: ['interaction.completed'],
    });
    const id = webhook.id ?? '';
    assert.match(webhook.new_signing_secret ?? '', /^whsec_/);
    assert.equal((await judge.ai.webhooks.get(id)).new_signing_secret, undefined);
    assert.equal(
      (await judge.ai.webhooks.update(id, { state: 'disabled', update_mask: 'state' })).state,
      'disabled',
    );
    assert.match((await judge.ai.webhooks.rotateSigningSecret(id)).secret ?? '', /^whsec_/);
    await judge.ai.webhooks.ping(id);

    const trigger = await judge.ai.triggers.create({
      schedule: '0 9 * * *',
      time_zone: 'UTC',
      interaction: { agent: 'antigravity-preview-05-2026', input: 'x' },
    });
    const execution = await judge.ai.triggers.run(trigger.id ?? '');
    assert.equal(execution.trigger_id, trigger.id);
    const { trigger_executions } = await judge.ai.triggers.listExecutions(trigger.id ?? '');
    assert.equal(trigger_executions?.length, 1);

    const credential = await judge.ai.credentials.create({ id: 'c', type: 'bearer_token', token: 'T' });
    assert.equal(credential.status, 'active');
    assert(!JSON.stringify(await judge.ai.credentials.get('c')).includes('"T"'));
    assert.match(JSON.stringify(await judge.ai.voices.list()), /"Kore"/);
  });
});
