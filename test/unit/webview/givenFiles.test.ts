import assert from 'node:assert/strict';
import { bringsFiles, droppedUris, pastedPictures } from '../../../src/webview/givenFiles';

/** As much of a `DataTransfer` as is looked at. */
function transfer(data: Readonly<Record<string, string>>, files: readonly File[] = []): DataTransfer {
  const types = [...Object.keys(data), ...(files.length > 0 ? ['Files'] : [])];
  return { types, files, getData: (type: string) => data[type] ?? '' } as unknown as DataTransfer;
}
const picture = new File(['x'], 'image.png', { type: 'image/png' });
const sound = new File(['x'], 'a.wav', { type: 'audio/wav' });

describe('what is pasted or dropped', () => {
  it('is a picture only when it has the type of one and no text comes with it', () => {
    assert.deepEqual(pastedPictures(transfer({}, [sound, picture])), [picture]);
    assert.deepEqual(pastedPictures(transfer({ 'text/plain': 'A1\tB1' }, [picture])), []);
    assert.deepEqual(pastedPictures(transfer({ 'text/plain': 'text' })), []);
    assert.deepEqual(pastedPictures(null), []);
  });

  it('is every address of the list, the editor’s own list before that of the system', () => {
    const list = '# comment\r\nfile:///a\r\nfile:///b%20c\r\n';
    assert.deepEqual(droppedUris(transfer({ 'text/uri-list': list })), ['file:///a', 'file:///b%20c']);
    const both = transfer({ 'application/vnd.code.uri-list': 'vscode-remote://h/a', 'text/uri-list': list });
    assert.deepEqual(droppedUris(both), ['vscode-remote://h/a']);
    assert.deepEqual(droppedUris(transfer({}, [sound])), []);
  });

  it('is left to the page when it is text', () => {
    assert.equal(bringsFiles(transfer({ 'text/plain': 'words' })), false);
    assert.equal(bringsFiles(transfer({}, [sound])), true);
    assert.equal(bringsFiles(transfer({ 'text/uri-list': 'file:///a' })), true);
    assert.equal(bringsFiles(null), false);
  });
});
