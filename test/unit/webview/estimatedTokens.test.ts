import assert from 'node:assert/strict';
import { estimatedTokens } from '../../../src/webview/estimatedTokens';

describe('estimatedTokens', () => {
  it('counts text and tables by their bytes, a picture as a whole, and makes nothing up about the rest', () => {
    assert.equal(estimatedTokens({ kind: 'file', name: 'a.ts', bytes: 4000 }), 1000);
    assert.equal(estimatedTokens({ kind: 'selection', name: 'a.ts:1', bytes: 1 }), 1);
    assert.equal(estimatedTokens({ kind: 'document', name: 'a.csv', mimeType: 'text/csv', bytes: 400 }), 100);
    assert.equal(estimatedTokens({ kind: 'image', name: 'a.png', bytes: 9 }), 1100);
    assert.equal(
      estimatedTokens({ kind: 'document', name: 'a', mimeType: 'application/pdf', bytes: 9 }),
      undefined,
    );
    assert.equal(
      estimatedTokens({ kind: 'document', name: 'a', mimeType: 'application/pdf', bytes: 9, pages: 3 }),
      1680,
    );
    assert.equal(estimatedTokens({ kind: 'video', name: 'a.mp4', bytes: 9 }), undefined);
  });
});
