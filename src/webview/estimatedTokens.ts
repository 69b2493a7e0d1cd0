import type { Origin } from '../conversation/state';

/**
 * What a picture, and a page, costs at the resolution that the service chooses by itself.
 *
 * Source: https://ai.google.dev/gemini-api/docs/media-resolution (token counts)
 */
const imageTokens = 1100;
const pageTokens = 560;
/** Text of any language and code come to about this many bytes for a token. */
const bytesPerToken = 4;

/** About how many tokens an attachment costs; `undefined` where that is not known, as of a film. */
export function estimatedTokens({ kind, bytes, mimeType, pages }: Origin): number | undefined {
  if (kind === 'image') return imageTokens;
  if (pages !== undefined) return pages * pageTokens;
  const isText = kind !== 'audio' && kind !== 'video' && kind !== 'document';
  return isText || mimeType === 'text/csv' ? Math.max(1, Math.round(bytes / bytesPerToken)) : undefined;
}
