import type { Origin } from '../conversation/state';

/** What a picture costs at the resolution that the service chooses by itself. Source: the service's token counts. */
const imageTokens = 1100;
/** Text of any language and code come to about this many bytes for a token. */
const bytesPerToken = 4;

/**
 * About how many tokens an attachment costs; `undefined` where its bytes do not tell (a film's length, the pages of a
 * document).
 */
export function estimatedTokens({ kind, bytes, mimeType }: Origin): number | undefined {
  if (kind === 'image') return imageTokens;
  const isText = kind !== 'audio' && kind !== 'video' && kind !== 'document';
  return isText || mimeType === 'text/csv' ? Math.max(1, Math.round(bytes / bytesPerToken)) : undefined;
}
