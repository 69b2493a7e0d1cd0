import { fileTypeFromBuffer } from 'file-type';

/**
 * The MIME type of bytes by their signature; `undefined` when it is none that is known. Reads no further into an
 * archive than it takes to tell an office document from others. Loaded at first use: it is large.
 */
export async function detectMimeType(bytes: Uint8Array): Promise<string | undefined> {
  return (await fileTypeFromBuffer(bytes))?.mime;
}
