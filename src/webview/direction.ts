const rightToLeft =
  /\p{Script=Hebrew}|\p{Script=Arabic}|\p{Script=Syriac}|\p{Script=Thaana}|\p{Script=Nko}|\p{Script=Adlam}/u;

/**
 * The direction of a block that holds others (a list, a quote, a table), by its first letter outside code and
 * addresses; the browser's own `dir="auto"` does not look into children that have a direction of their own.
 */
export function direction(markdown: string): 'ltr' | 'rtl' {
  const text = markdown.slice(0, 2000).replace(/`[^`]*`|https?:\S+|<[^>]*>|\]\([^)]*\)/g, '');
  const letter = /\p{L}/u.exec(text);
  return letter !== null && rightToLeft.test(letter[0]) ? 'rtl' : 'ltr';
}
