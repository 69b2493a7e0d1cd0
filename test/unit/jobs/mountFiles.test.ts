import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { agentNetworkOf, type EnvironmentWish, environmentValue } from '../../../src/jobs/agentNetwork';
import { type ChosenFile, type Mount, mountFiles, type MountRefusal } from '../../../src/jobs/mountFiles';
import type { InlineSource } from '../../../src/api/environmentValue';

const file = (path: string, content: string | Buffer): ChosenFile => ({ path, bytes: Buffer.from(content) });
function mounted(...files: readonly ChosenFile[]): Mount {
  const mount = mountFiles(files);
  assert.ok('sources' in mount, JSON.stringify(mount));
  return mount;
}
function problems(...files: readonly ChosenFile[]): readonly string[] {
  const refusal: Mount | MountRefusal = mountFiles(files);
  assert.ok('problems' in refusal);
  return refusal.problems;
}

describe('files for an environment', () => {
  it('go as text, or as base64 when they are none, to their places below /workspace', () => {
    const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]);
    const mount = mounted(
      file('src/שלום.ts', '\ufeffconst a = "é";\r\n'),
      file('a.png', picture),
      file('latin.txt', Buffer.from('caf\xe9', 'latin1')),
      file('empty', ''),
    );
    assert.deepEqual(mount.sources, [
      { type: 'inline', content: '\ufeffconst a = "é";\r\n', target: '/workspace/src/שלום.ts' },
      { type: 'inline', content: picture.toString('base64'), encoding: 'base64', target: '/workspace/a.png' },
      { type: 'inline', content: 'Y2Fm6Q==', encoding: 'base64', target: '/workspace/latin.txt' },
      { type: 'inline', content: '', target: '/workspace/empty' },
    ]);
    const [, png] = mount.files;
    assert.equal(png?.sha256, createHash('sha256').update(picture).digest('hex'));
    assert.deepEqual(png.content, { kind: 'binary', hash: png.sha256, size: 7 });
    assert.equal(mount.bytes, 20 + 12 + 8);
    assert.deepEqual(mount.withSecrets, []);
  });

  it('are the same bytes again in the environment', () => {
    for (const bytes of [
      Buffer.from('a\r\nb'),
      Buffer.from('\ufeffa'),
      Buffer.from([255, 254, 0]),
      Buffer.from('👩‍👩‍👧'),
    ]) {
      const [source] = mounted({ path: 'a', bytes }).sources;
      const { content, encoding } = source ?? assert.fail();
      assert.deepEqual(Buffer.from(content, encoding ?? 'utf8'), bytes);
    }
  });

  it('may have 1 MB each and 2 MB together, as they are sent', () => {
    const large = 'x'.repeat(1_000_000);
    assert.equal(mounted(file('a', large), file('b', large)).bytes, 2_000_000);
    assert.deepEqual(problems(file('a', `${large}x`)), [
      'a is too large: 1.01 MB as it is sent, and a file may have 1 MB.',
    ]);
    assert.deepEqual(problems(file('a', large), file('b', large), file('c', 'x')), [
      'The files are too large together: 2.01 MB as they are sent, and all may have 2 MB.',
    ]);
    assert.equal(mounted(file('a', Buffer.alloc(750_000))).bytes, 1_000_000);
    assert.deepEqual(problems(file('a', Buffer.alloc(750_001))), [
      'a is too large: 1.01 MB as it is sent, and a file may have 1 MB.',
    ]);
  });

  it('are refused by their paths, each with its reason', () => {
    assert.deepEqual(
      problems(
        file('', 'x'),
        file('../a', 'x'),
        file('/', 'x'),
        file('b', 'x'),
        file('B', 'x'),
        file('c:d', 'x'),
      ),
      [
        'A file cannot be sent: it has no name.',
        '../a cannot be sent: its path climbs out of its folder.',
        '/ cannot be sent: its path begins at the root of the disk.',
        'B cannot be sent: its path differs from another one only in capital letters or accents.',
        'c:d cannot be sent: its path names a drive.',
      ],
    );
  });

  it('are named when something in them looks like a credential', () => {
    const mount = mounted(file('a.ts', 'const a = 1;'), file('b.ts', `const key = "AIza${'x'.repeat(35)}";`));
    assert.deepEqual(mount.withSecrets, ['b.ts']);
  });
});

const source: InlineSource = { type: 'inline', content: 'x', target: '/workspace/a' };
const any = { allowlist: [{ domain: '*' }] };

describe('the environment of a request', () => {
  const rows: readonly (readonly [EnvironmentWish, unknown])[] = [
    [{ network: 'auto' }, 'remote'],
    [{ network: 'open' }, 'remote'],
    [{ network: 'disabled' }, { type: 'remote', network: 'disabled' }],
    [{ network: ['npmjs.org'] }, { type: 'remote', network: { allowlist: [{ domain: 'npmjs.org' }] } }],
    [{ network: [] }, { type: 'remote', network: 'disabled' }],
    [
      { network: 'auto', sources: [source] },
      { type: 'remote', sources: [source], network: 'disabled' },
    ],
    [
      { network: 'disabled', sources: [source] },
      { type: 'remote', sources: [source], network: 'disabled' },
    ],
    [
      { network: 'open', sources: [source] },
      { type: 'remote', sources: [source], network: any },
    ],
    [
      { network: ['a.org', '*.b.org'], sources: [source] },
      {
        type: 'remote',
        sources: [source],
        network: { allowlist: [{ domain: 'a.org' }, { domain: '*.b.org' }] },
      },
    ],
    [{ network: 'auto', environmentId: 'e1' }, 'e1'],
    [
      { network: 'disabled', environmentId: 'e1' },
      { type: 'remote', environment_id: 'e1', network: 'disabled' },
    ],
    [
      { network: 'open', environmentId: 'e1' },
      { type: 'remote', environment_id: 'e1', network: any },
    ],
    [
      { network: 'auto', environmentId: 'e1', sources: [source] },
      { type: 'remote', environment_id: 'e1', sources: [source], network: 'disabled' },
    ],
  ];
  for (const [wish, expected] of rows) {
    const { network, sources, environmentId } = wish;
    const what = [String(network) || 'no domain', sources && 'files', environmentId && 'one that exists'];
    it(`for ${what.filter(Boolean).join(' and ')}`, () => assert.deepEqual(environmentValue(wish), expected));
  }

  it('reads the setting so that what it does not understand lets nothing out', () => {
    const settings: readonly (readonly [unknown, unknown])[] = [
      [undefined, 'auto'],
      ['auto', 'auto'],
      ['open', 'open'],
      ['disabled', 'disabled'],
      ['Open', 'disabled'],
      [null, 'disabled'],
      [true, 'disabled'],
      [{ allowlist: '*' }, 'disabled'],
      [[], 'disabled'],
      [['not a domain', 'https://a.org', 'a.org/path', 'a.org:80', '', 7, '*.*', '*a.org'], 'disabled'],
      [
        [' registry.npmjs.org ', '*.googleapis.com', '*'],
        ['registry.npmjs.org', '*.googleapis.com', '*'],
      ],
    ];
    for (const [value, expected] of settings)
      assert.deepEqual(agentNetworkOf(value), expected, JSON.stringify(value));
  });
});
