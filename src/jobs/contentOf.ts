import type { Content } from '../review/changeSet';

/** Bytes; what is larger is not compared line by line. */
export const largestText = 5_000_000;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * What is in a file, as a change of it is shown: its text when it is UTF-8 and not too long, otherwise what tells whether
 * its bytes are the same. A byte order mark stays in the text, so that the same bytes can be written.
 * @param sha256 of the bytes, in hexadecimal
 */
export function contentOf(bytes: Uint8Array, sha256: string): Content {
  const text = bytes.length > largestText || bytes.includes(0) ? undefined : decoded(bytes);
  return text === undefined ? { kind: 'binary', hash: sha256, size: bytes.length } : { kind: 'text', text };
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
