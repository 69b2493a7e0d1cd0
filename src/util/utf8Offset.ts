/**
 * The UTF-16 index in a text for an offset in its UTF-8 bytes, as a string is sliced. An offset within a character
 * gives the end of that character, one behind the text its length.
 */
export function utf8Offset(text: string, bytes: number): number {
  let at = 0;
  for (let passed = 0; at < text.length && passed < bytes;) {
    const code = text.codePointAt(at) ?? 0;
    passed += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    at += code < 0x10000 ? 1 : 2;
  }
  return at;
}
