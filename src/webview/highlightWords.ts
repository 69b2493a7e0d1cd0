const highlightName = 'find';
/** More than this many places are not marked: nobody reads them, and each costs layout. */
const mostPlaces = 500;

/**
 * Marks the words wherever they stand in the text of an element, without changing the element.
 * @returns the first place, to scroll to.
 */
export function highlightWords(element: Element, words: string): Range | undefined {
  const wanted = words.trim().toLowerCase();
  const ranges: Range[] = [];
  if (wanted === '') {
    clearHighlight();
    return undefined;
  }
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (ranges.length < mostPlaces && texts.nextNode() !== null) {
    const node = texts.currentNode;
    const text = (node.nodeValue ?? '').toLowerCase();
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      ranges.push(range);
    }
  }
  if (ranges.length > 0) CSS.highlights.set(highlightName, new Highlight(...ranges));
  else clearHighlight();
  return ranges[0];
}

/** Takes the marks away. */
export function clearHighlight(): void {
  CSS.highlights.delete(highlightName);
}
