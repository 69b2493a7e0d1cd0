/** Removes secrets from a text. */
export type Redactor = (text: string) => string;

// Keys of Google, and a key in a query or a header, whoever put it there.
const patterns: readonly (readonly [RegExp, string])[] = [
  [/AIza[\w-]{20,}/g, '[redacted]'],
  [/([?&]key=)[^&\s"'<>]+/gi, '$1[redacted]'],
  [/(x-goog-api-key["']?\s*[:=]\s*["']?)[^\s"',}]+/gi, '$1[redacted]'],
  [/(authorization["']?\s*[:=]\s*["']?(?:bearer|basic)\s+)[^\s"',}]+/gi, '$1[redacted]'],
];

/** Makes a redactor for the given secrets: as they are, percent-encoded, and as JSON writes them. */
export function createRedactor(...secrets: readonly (string | undefined)[]): Redactor {
  const forms = new Set<string>();
  for (const secret of secrets) {
    // Shorter ones are no secrets, and would tear ordinary words apart.
    if (secret === undefined || secret.length < 4) continue;
    for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
      forms.add(form);
  }
  return (text) => {
    let redacted = text;
    for (const form of forms) redacted = redacted.replaceAll(form, '[redacted]');
    for (const [pattern, replacement] of patterns) redacted = redacted.replace(pattern, replacement);
    return redacted;
  };
}
