import type { MediaContent } from '../../../src/api/types';
import { imageSize } from '../media/imageSize';

/** What the emulator sees of pictures and the like: their type and size, read from the bytes themselves. */
export function describeMedia(media: readonly MediaContent[]): string {
  const lines = media.map((content) => {
    const type = content.mime_type ?? content.type;
    if (content.data === undefined)
      return `- I was given ${article(type)} by address: ${content.uri ?? 'none'}.`;
    const bytes = Buffer.from(content.data, 'base64');
    const size = content.type === 'image' ? imageSize(bytes) : undefined;
    const pixels = size ? `, ${size.width} × ${size.height} pixels` : '';
    return `- I ${content.type === 'audio' ? 'hear' : 'see'} ${article(type)} of ${bytes.length} bytes${pixels}.`;
  });
  return `## What came with your question\n\n${lines.join('\n')}`;
}

const article = (type: string): string => `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
