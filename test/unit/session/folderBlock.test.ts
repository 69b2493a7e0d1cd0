import assert from 'node:assert/strict';
import { folderBlock } from '../../../src/session/folderBlock';

describe('folderBlock', () => {
  it('lists the files, says what is left out, and quotes the texts', () => {
    const { content, origin } = folderBlock({
      path: 'shop/src',
      uri: 'file:///shop/src',
      files: [
        { path: 'shop/src/a.ts', uri: 'file:///shop/src/a.ts', bytes: 9, text: 'let a;\n' },
        { path: 'shop/src/logo.png', uri: 'file:///shop/src/logo.png', bytes: 2048 },
      ],
      leftOut: ['2 links', 'what comes later'],
    });
    assert.deepEqual(content, {
      type: 'text',
      text: [
        'Folder shop/src:',
        '- shop/src/a.ts, 9 bytes',
        '- shop/src/logo.png, 2048 bytes (only named)',
        'Left out: 2 links; what comes later.',
        '',
        'From shop/src/a.ts:',
        '```ts',
        'let a;',
        '```',
      ].join('\n'),
    });
    assert.equal(origin?.kind, 'folder');
    assert.equal(origin?.name, 'src/');
    assert.equal(origin?.bytes, 'text' in content ? content.text?.length : 0);
  });
});
