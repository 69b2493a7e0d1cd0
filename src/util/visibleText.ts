/** Zero-width characters that no script needs, direction overrides and Unicode tags: what can make a name lie. */
const hidden = /[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/gu;

/** A name or an address with its hidden characters written out, such as `⟨U+202E⟩`. */
export function visibleText(text: string): string {
  return text.replace(hidden, codePoint);
}

/** The same for what has to stay on one line: control characters and line breaks are written out, too. */
export function visibleName(name: string): string {
  return visibleText(name).replace(/[\p{Cc}\u2028\u2029]/gu, codePoint);
}

function codePoint(character: string): string {
  return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
