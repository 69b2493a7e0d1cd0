import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { createGuard, type GuardPorts, recheck } from '../../../src/tools/guard';
import type { Root } from '../../../src/tools/paths';
import { isToolError } from '../../../src/util/toolError';
import { diskPorts } from '../../support/fakeDisk';

const roots: readonly Root[] = [{ name: 'app', path: '/ws/app' }];
const files = new Set([
  '/ws/app/src/a.ts',
  '/ws/app/.env',
  '/ws/app/.vscode/settings.json',
  '/ws/application/b.ts',
  '/home/me/.ssh/id_rsa',
  '/mnt/real/c.ts',
]);
const disk = (links: Readonly<Record<string, string>> = {}, rules: Partial<GuardPorts> = {}): GuardPorts =>
  diskPorts(roots, { files, links: new Map(Object.entries(links)) }, rules);
const hides = (name: string): Partial<GuardPorts> => ({
  whyHidden: async (_root, relative) => (relative === name ? 'it may hold secrets' : undefined),
});
const refusal =
  (words: RegExp) =>
  (error: unknown): boolean =>
    isToolError(error) && words.test(error.message);

describe('the guard', () => {
  it('lets a file of the workspace pass, and names it as the model does', async () => {
    const place = await createGuard(disk()).pass('src/a.ts', 'read');
    assert.deepEqual([place.name, place.relative, place.real], ['src/a.ts', 'src/a.ts', '/ws/app/src/a.ts']);
  });

  it('lets a file pass that does not exist yet, in a folder that does', async () => {
    assert.equal((await createGuard(disk()).pass('src/new/x.ts', 'write')).real, '/ws/app/src/new/x.ts');
  });

  it('follows links: out of the workspace is refused, for files that exist and for new ones', async () => {
    const guard = createGuard(
      disk({ '/ws/app/out': '/home/me/.ssh', '/ws/app/b.ts': '/ws/application/b.ts' }),
    );
    await assert.rejects(guard.pass('out/id_rsa', 'read'), refusal(/leads out of the workspace/));
    await assert.rejects(guard.pass('out/new_key', 'write'), refusal(/leads out of the workspace/));
    await assert.rejects(guard.pass('b.ts', 'read'), refusal(/leads out of the workspace/));
  });

  it('takes a workspace folder that is itself a link', async () => {
    const place = await createGuard(disk({ '/ws/app': '/mnt/real' })).pass('c.ts', 'read');
    assert.equal(place.real, '/mnt/real/c.ts');
  });

  it('refuses what is hidden, by its own name and by that of what it leads to', async () => {
    const guard = createGuard(disk({ '/ws/app/plain.txt': '/ws/app/.env' }, hides('.env')));
    await assert.rejects(guard.pass('.env', 'read'), refusal(/may hold secrets/));
    await assert.rejects(guard.pass('plain.txt', 'read'), refusal(/may hold secrets/));
    await assert.rejects(guard.pass('.env', 'write'), refusal(/may hold secrets/));
  });

  it('asks for protected files, by their own name and by that of what they lead to', async () => {
    const guard = createGuard(disk({ '/ws/app/innocent.json': '/ws/app/.vscode/settings.json' }));
    await guard.pass('.vscode/settings.json', 'write');
    await guard.pass('innocent.json', 'write');
    await guard.pass('.vscode/launch.json', 'write');
    assert.deepEqual(guard.concerns, [
      '.vscode/settings.json configures the editor.',
      'innocent.json configures the editor.',
      '.vscode/launch.json configures the editor.',
    ]);
  });

  it('does not ask for reading them', async () => {
    const guard = createGuard(disk());
    await guard.pass('.vscode/settings.json', 'read');
    assert.deepEqual(guard.concerns, []);
  });

  it('asks for what the editor calls read-only', async () => {
    const guard = createGuard(disk({}, { isReadonly: () => true }));
    await guard.pass('src/a.ts', 'write');
    assert.deepEqual(guard.concerns, ['src/a.ts is marked as read-only.']);
  });

  it('notices a link that was put in the way after the check', async () => {
    const links = new Map<string, string>();
    const ports = diskPorts(roots, { files, links });
    const place = await createGuard(ports).pass('src/a.ts', 'read');
    await recheck(place, ports);
    links.set('/ws/app/src', '/ws/app/.vscode');
    await assert.rejects(recheck(place, ports), refusal(/another place/));
    links.set('/ws/app/src', '/home/me/.ssh');
    await assert.rejects(recheck(place, ports), refusal(/leads out/));
  });

  it('lets nothing out, whatever links there are and whatever path is asked for', async () => {
    const name = fc.constantFrom('src', 'a.ts', '..', '.', 'x', '.env', 'out');
    const target = fc.constantFrom(
      '/ws/app',
      '/ws/app/src',
      '/home/me/.ssh',
      '/',
      '/ws',
      '/ws/application',
      '/mnt/real',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(name, { minLength: 1, maxLength: 6 }),
        fc.array(
          fc.tuple(fc.constantFrom('/ws/app/src', '/ws/app/x', '/ws/app/out', '/ws/app/src/x'), target),
        ),
        async (parts, pairs) => {
          try {
            const ports = diskPorts(roots, { files, links: new Map(pairs) });
            const place = await createGuard(ports).pass(parts.join('/'), 'write');
            const inside = place.real === '/ws/app' || place.real.startsWith('/ws/app/');
            assert.ok(inside, `${parts.join('/')} → ${place.real} ${JSON.stringify(pairs)}`);
          } catch (error) {
            if (!isToolError(error) && !(error instanceof Error && error.message === 'ELOOP')) throw error;
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
