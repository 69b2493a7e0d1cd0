import assert from 'node:assert/strict';
import { env, version } from 'vscode';

describe('the extension host', () => {
  it('is the VS Code that was asked for', () => {
    const wanted = process.env['GEMINI_TEST_VSCODE_NUMBER'];
    assert.ok(wanted, 'GEMINI_TEST_VSCODE_NUMBER is not set');
    assert.equal(version, wanted);
  });

  it('runs at least Node 22.19', () => {
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    console.log(`      VS Code ${version}, Node ${process.versions.node}, ${env.appHost}`);
    assert.ok(major > 22 || (major === 22 && minor >= 19), process.versions.node);
  });
});
