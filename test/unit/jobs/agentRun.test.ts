import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClient } from '../../../src/api/client';
import { createUndiciTransport } from '../../../src/api/undiciTransport';
import { environmentValue } from '../../../src/jobs/agentNetwork';
import { compareWithMounted } from '../../../src/jobs/compareWithMounted';
import { contentOf } from '../../../src/jobs/contentOf';
import { mountFiles } from '../../../src/jobs/mountFiles';
import { readStaged } from '../../../src/jobs/readStaged';
import { stageEnvironment } from '../../../src/jobs/stageEnvironment';
import { startEmulator } from '../../emulator/emulator';
import { key } from '../api/clientFixture';

const never = new AbortController().signal;

describe('a run of an agent on files of the workspace', () => {
  it('gets what was chosen, no network, and gives back what it did to them', async () => {
    const emulator = await startEmulator();
    const transport = createUndiciTransport({ env: {} });
    const parent = mkdtempSync(path.join(tmpdir(), 'run-'));
    try {
      const client = createClient({
        transport,
        apiKey: () => Promise.resolve(key),
        baseUrl: () => emulator.url,
        version: '1.2.3',
      });
      const workspace = new Map([
        ['notes.md', Buffer.from('# My notes\n')],
        ['src/cart.ts', Buffer.from('export const cart = 1;\r\n')],
        ['logo.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255])],
      ]);
      const mount = mountFiles([...workspace].map(([name, bytes]) => ({ path: name, bytes })));
      assert.ok('sources' in mount);
      const { environment_id } = await client.create(
        {
          agent: 'antigravity-preview-05-2026',
          agent_config: { type: 'antigravity', max_total_tokens: '10000' },
          input: 'Write notes.md',
          environment: environmentValue({ network: 'auto', sources: mount.sources }),
        },
        never,
      );
      const body = JSON.stringify(emulator.requests[0]?.body);
      assert.match(body, /"network":"disabled"/);
      const staged = await stageEnvironment(client.environments, environment_id ?? '', { parent }, never);
      const comparison = await compareWithMounted(mount.files, staged, {
        folders: ['shop'],
        readStaged,
        readNow: (name) => {
          const bytes = workspace.get(name);
          const hash = createHash('sha256')
            .update(bytes ?? '')
            .digest('hex');
          return Promise.resolve(bytes === undefined ? undefined : contentOf(bytes, hash));
        },
      });
      assert.deepEqual([comparison.unchanged, comparison.unknown, comparison.unplaced], [2, [], []]);
      const [notes, ...others] = comparison.files;
      assert.deepEqual(others, []);
      assert.deepEqual([notes?.path, notes?.kind, notes?.conflict], ['notes.md', 'changed', undefined]);
      assert.deepEqual(notes?.proposed.before, { kind: 'text', text: '# My notes\n' });
      assert.ok(notes.proposed.after?.kind === 'text');
      assert.match(notes.proposed.after.text, /The task was: Write notes\.md/);
    } finally {
      rmSync(parent, { recursive: true });
      await transport.close();
      await emulator.close();
    }
  });
});
