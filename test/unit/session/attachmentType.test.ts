import assert from 'node:assert/strict';
import { attachmentType, looksLikeText } from '../../../src/session/attachmentType';
import { detectMimeType } from '../../../src/vscode/detectMimeType';
import { sampleFiles } from '../../support/sampleFiles';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const of = (name: string, content: Uint8Array) => attachmentType(name, content, detectMimeType);

const office = 'application/vnd.openxmlformats-officedocument';
const openDocument = 'application/vnd.oasis.opendocument';
/** Names that lie: the bytes alone count. */
const table: readonly [what: string, content: Uint8Array, kind: string, mimeType: string][] = [
  ['PNG', sampleFiles.png(), 'image', 'image/png'],
  ['JPEG', bytes('\xff\xd8\xff\xe0\0\x10JFIF\0'), 'image', 'image/jpeg'],
  ['GIF', bytes('GIF89a\x01\0\x01\0\x80\0\0'), 'image', 'image/gif'],
  ['WebP', bytes('RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0'), 'image', 'image/webp'],
  ['HEIC', bytes('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), 'image', 'image/heic'],
  ['BMP', bytes('BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0'), 'image', 'image/bmp'],
  ['WAV', sampleFiles.wav(), 'audio', 'audio/wav'],
  ['MP3 with a tag', Buffer.concat([bytes('ID3\x03\0\0\0\0\0\0'), sampleFiles.mp3()]), 'audio', 'audio/mp3'],
  ['MP3 without one', sampleFiles.mp3(), 'audio', 'audio/mp3'],
  ['FLAC', bytes('fLaC\0\0\0\x22\x10\0'), 'audio', 'audio/flac'],
  ['M4A', bytes('\0\0\0\x18ftypM4A \0\0\0\0M4A isom'), 'audio', 'audio/m4a'],
  ['MP4', sampleFiles.mp4(), 'video', 'video/mp4'],
  ['QuickTime', bytes('\0\0\0\x14ftypqt  \0\0\0\0qt  '), 'video', 'video/mov'],
  ['AVI', bytes('RIFF\x24\0\0\0AVI LIST\0\0\0\0'), 'video', 'video/avi'],
  ['PDF', sampleFiles.pdf(), 'document', 'application/pdf'],
  ['Word', sampleFiles.docx(), 'document', `${office}.wordprocessingml.document`],
  ['PowerPoint', sampleFiles.pptx(), 'document', `${office}.presentationml.presentation`],
  ['Excel', sampleFiles.xlsx(), 'document', `${office}.spreadsheetml.sheet`],
  ['OpenDocument text', sampleFiles.odt(), 'document', `${openDocument}.text`],
  ['OpenDocument table', sampleFiles.ods(), 'document', `${openDocument}.spreadsheet`],
  ['OpenDocument slides', sampleFiles.odp(), 'document', `${openDocument}.presentation`],
];

describe('attachmentType', () => {
  for (const [what, content, kind, mimeType] of table) {
    it(`knows ${what} whatever its name`, async () => {
      assert.deepEqual(await of('notes.txt', content), { kind, mimeType });
    });
  }

  for (const text of [
    'BM is short for bitmap',
    'ID3 tags, explained',
    'FLV',
    'hello',
    'שלום 🙂',
    '<svg/>',
    '',
  ]) {
    it(`takes "${text}" for text, though it may begin like some format`, async () => {
      assert.deepEqual(await of('picture.png', Buffer.from(text)), { kind: 'text' });
    });
  }

  it('takes a long text for text wherever the part that is looked at ends', async () => {
    for (const shift of ['', 'a', 'ab', 'abc']) {
      assert.deepEqual(await of('a', Buffer.from(shift + '🙂'.repeat(4000))), { kind: 'text' });
    }
  });

  it('takes text in another encoding for text', async () => {
    assert.deepEqual(await of('a', Buffer.from('\ufeffhi', 'utf16le')), { kind: 'text' });
    assert.deepEqual(await of('a', bytes('caf\xe9 cr\xe8me')), { kind: 'text' });
  });

  it('takes a text for a table when its name says so, and only then', async () => {
    assert.deepEqual(await of('Prices.CSV', sampleFiles.csv()), { kind: 'document', mimeType: 'text/csv' });
    assert.deepEqual(await of('prices.txt', sampleFiles.csv()), { kind: 'text' });
    assert.deepEqual(await of('prices.csv', sampleFiles.png()), { kind: 'image', mimeType: 'image/png' });
  });

  it('refuses what the service does not take, and names it where it can', async () => {
    assert.deepEqual(await of('a.docx', sampleFiles.zip()), { kind: 'unknown', what: 'application/zip' });
    assert.deepEqual(await of('a.pdf', Buffer.from([1, 0, 2, 0xff])), { kind: 'unknown' });
  });
});

describe('looksLikeText', () => {
  it('takes UTF-8 and UTF-16 for text and bytes with NUL for something else', () => {
    assert.equal(looksLikeText(Buffer.from('שלום')), true);
    assert.equal(looksLikeText(Buffer.from('\ufeffhi', 'utf16le')), true);
    assert.equal(looksLikeText(Buffer.from([1, 0, 2])), false);
  });
});
