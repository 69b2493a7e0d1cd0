const schemes: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/** The address that a link really leads to, or `undefined` when it is not one that the panel opens. */
export function openableUrl(href: string): string | undefined {
  if (!URL.canParse(href)) return undefined;
  const url = new URL(href);
  return schemes.has(url.protocol) ? url.href : undefined;
}
