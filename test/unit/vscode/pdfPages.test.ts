import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import { pdfPages } from '../../../src/vscode/pdfPages';
import { sampleFiles } from '../../support/sampleFiles';

describe('the pages of a PDF', () => {
  const pdf = (...objects: readonly (string | Buffer)[]): Buffer =>
    Buffer.concat(['%PDF-1.7\n', ...objects, '\n%%EOF'].map((part) => Buffer.from(part)));
  const packed = (text: string): Buffer =>
    Buffer.concat([
      Buffer.from('7 0 obj\n<< /N 2 /Type /ObjStm /Filter /FlateDecode >>\nstream\r\n'),
      deflateSync(Buffer.from(text)),
      Buffer.from('\nendstream\nendobj\n'),
    ]);

  it('are what the root of its page tree counts', () => {
    assert.equal(
      pdfPages(
        pdf(
          '2 0 obj\n<< /Resources << /Font << /F1 5 0 R >> >> /Kids [3 0 R 4 0 R] /Type /Pages /Count 1200 >>\nendobj\n',
          '3 0 obj\n<</Count 700/Type/Pages/Parent 2 0 R>>\nendobj\n',
          '4 0 obj\n<</Type /Page /Parent 2 0 R>>\nendobj\n',
        ),
      ),
      1200,
    );
  });

  it('are found in compressed objects, and not taken from outlines', () => {
    assert.equal(
      pdfPages(
        pdf(
          '1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n',
          packed('<</Type /Outlines /Count 5000>><</Type/Pages/Kids[3 0 R]/Count 12>><</Count 3000>>'),
        ),
      ),
      12,
    );
  });

  it('are unknown where nothing tells', () => {
    assert.equal(pdfPages(pdf('1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n')), undefined);
    assert.equal(pdfPages(pdf('7 0 obj\n<< /Type /ObjStm >>\nstream\nnonsense\nendstream')), undefined);
    assert.equal(pdfPages(pdf('7 0 obj\n<< /Type /ObjStm >>\nstream')), undefined);
    assert.equal(pdfPages(new Uint8Array()), undefined);
    assert.ok([undefined, 0, 1].includes(pdfPages(sampleFiles.pdf())));
  });

  it('are found among any number of words that mean nothing', () => {
    const noise = Buffer.alloc(4_000_000, '/Page <<>> /Pages 2 0 R ');
    assert.equal(pdfPages(Buffer.concat([noise, Buffer.from('<</Type/Pages/Count 9>>')])), 9);
  });
});
