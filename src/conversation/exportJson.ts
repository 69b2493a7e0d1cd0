import { mapMedia } from './mapMedia';
import type { Conversation } from './state';

/** What the first key of an exported chat says. */
export const chatFormat = 'gemini-interactions-chat';
/** The version of the format; readers refuse every other one. */
export const chatFormatVersion = 1;

/**
 * The whole conversation, every branch of it, as a document that needs no other file. A block names its bytes by
 * `exported_media`: the key `media` stands for a file of this computer, which nothing that comes from elsewhere may name.
 * @param media the bytes of the media, as base64, by name
 */
export function exportJson(conversation: Conversation, media: ReadonlyMap<string, string>): string {
  const document = {
    format: chatFormat,
    version: chatFormatVersion,
    conversation: mapMedia(conversation, ({ media: name, ...block }) =>
      name === undefined ? block : { ...block, exported_media: name },
    ),
    media: Object.fromEntries(media),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
