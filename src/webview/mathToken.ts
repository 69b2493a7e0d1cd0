import type { Tokens } from 'marked';

const forms = [
  /^\\\((?:(?!\n\s*\n)[^])+?\\\)/,
  /^\\\[(?:(?!\n\s*\n)[^])+?\\\]/,
  /^\$\$(?:(?!\n\s*\n)[^$])+\$\$/,
  // A single sign stands for money, too: what is between two of them has to look like a formula.
  /^\$(?![\s$])(?=[^$\n]*[\\^_])[^$\n]*[^\s$\\]\$(?!\d)/,
];

/**
 * A formula as TeX, which is shown as it was written: read as Markdown it would lose its backslashes and underscores.
 * `undefined` when the text does not begin with one.
 */
export function mathToken(source: string): Tokens.Codespan | undefined {
  if (source[0] !== '$' && source[0] !== '\\') return undefined;
  for (const form of forms) {
    const raw = form.exec(source)?.[0];
    if (raw !== undefined) return { type: 'codespan', raw, text: raw };
  }
  return undefined;
}

/** Where the next formula may begin; -1 when there is none. */
export function mathStart(source: string): number {
  return source.search(/\$|\\[([]/);
}
