import type { MediaContent } from '../api/types';

/** The most that a message carries as bytes, in bytes: a request takes 20 MB, and base64 adds a third. */
export const inlineLimit = 14_000_000;

/** Bytes that the service takes of a file by itself. Source: https://ai.google.dev/gemini-api/docs/files */
const largestFile = 2_000_000_000;
/** Source: https://ai.google.dev/gemini-api/docs/document-processing */
const largestPdf = 50_000_000;
const mostPdfPages = 1000;

/** Bytes as a person reads them. */
export function megabytes(bytes: number): string {
  return bytes < 1_000_000_000
    ? `${(bytes / 1_000_000).toFixed(1).replace('.0', '')} MB`
    : `${(bytes / 1_000_000_000).toFixed(2).replace(/\.?0+$/, '')} GB`;
}

/** Why the service does not take a file, as a sentence; `undefined` when it does. */
export function beyondLimit(file: {
  readonly name: string;
  readonly kind: MediaContent['type'];
  readonly mimeType: string;
  readonly bytes: number;
  readonly pages?: number | undefined;
}): string | undefined {
  const { name, mimeType, bytes, pages } = file;
  const isPdf = mimeType === 'application/pdf';
  const limit = isPdf ? largestPdf : largestFile;
  if (bytes > limit)
    return `${name} has ${megabytes(bytes)}. Gemini takes ${isPdf ? 'PDF files' : 'files'} of up to ${megabytes(limit)}.`;
  if (isPdf && pages !== undefined && pages > mostPdfPages)
    return `${name} has ${pages.toLocaleString('en-US')} pages. Gemini reads up to ${mostPdfPages.toLocaleString('en-US')} pages of a PDF file; attach a part of it.`;
  return undefined;
}
