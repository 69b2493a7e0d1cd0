import assert from 'node:assert/strict';
import { beyondLimit } from '../../../src/session/attachmentLimits';

describe('the limits of the service', () => {
  const film = { name: 'film.mp4', kind: 'video', mimeType: 'video/mp4' } as const;
  const report = { name: 'report.pdf', kind: 'document', mimeType: 'application/pdf' } as const;

  it('are named before anything is sent', () => {
    assert.equal(
      beyondLimit({ ...film, bytes: 2_340_000_000 }),
      'film.mp4 has 2.34 GB. Gemini takes files of up to 2 GB.',
    );
    assert.equal(
      beyondLimit({ ...report, bytes: 51_000_000 }),
      'report.pdf has 51 MB. Gemini takes PDF files of up to 50 MB.',
    );
    assert.equal(
      beyondLimit({ ...report, bytes: 1000, pages: 1001 }),
      'report.pdf has 1,001 pages. Gemini reads up to 1,000 pages of a PDF file; attach a part of it.',
    );
  });

  it('let everything else through', () => {
    assert.equal(beyondLimit({ ...film, bytes: 2_000_000_000 }), undefined);
    assert.equal(beyondLimit({ ...report, bytes: 50_000_000, pages: 1000 }), undefined);
    assert.equal(beyondLimit({ ...report, bytes: 50_000_000 }), undefined);
  });
});
