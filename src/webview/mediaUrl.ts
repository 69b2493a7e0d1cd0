import type { MediaContent } from '../api/types';

/** What a browser plays and draws from an address; raw sound samples, for one, it does not. */
const playable = {
  image: /^image\/(?:png|jpeg|gif|webp|avif|bmp)$/,
  audio: /^audio\/(?:mpeg|mp3|wav|x-wav|wave|ogg|aac|flac|mp4|webm|opus)$/,
  video: /^video\/(?:mp4|webm|ogg)$/,
  document: /^$/,
} as const;

/** The address to show media at: a file of the conversation's folder, or the bytes themselves. */
export function mediaUrl(content: MediaContent, mediaBase: string): string | undefined {
  const type = (content.mime_type ?? '').toLowerCase().split(';', 1)[0]?.trim() ?? '';
  if (!playable[content.type].test(type)) return undefined;
  if (content.media !== undefined)
    return mediaBase === '' ? undefined : mediaBase + encodeURIComponent(content.media);
  return content.data === undefined || content.data === ''
    ? undefined
    : `data:${type};base64,${content.data}`;
}
